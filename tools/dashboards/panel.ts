/** A curve of a panel. */
export interface Target {
  readonly expr: string;
  readonly legend: string;
}

/** What a panel shows, before it has a place. */
export interface Panel {
  readonly title: string;
  /** What to look for, and where to go then. */
  readonly description: string;
  /** Grafana's name of a unit. */
  readonly unit: 's' | 'short' | 'percentunit' | 'ops';
  readonly targets: readonly Target[];
}

export interface Variable {
  readonly name: string;
  readonly query: string;
}

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly variables: readonly Variable[];
  readonly panels: readonly Panel[];
}

const WIDTH = 12;
const HEIGHT = 8;
const SOURCE = { type: 'prometheus', uid: '${datasource}' };

/** The dashboard as Grafana imports it: two panels a row. */
export function grafanaJson({ uid, title, variables, panels }: Dashboard): object {
  return {
    uid,
    title,
    tags: ['parley'],
    editable: true,
    schemaVersion: 39,
    version: 1,
    refresh: '10s',
    time: { from: 'now-1h', to: 'now' },
    templating: {
      list: [
        { name: 'datasource', type: 'datasource', query: 'prometheus', label: 'Prometheus' },
        ...variables.map(({ name, query }) => ({
          name,
          type: 'query',
          datasource: SOURCE,
          query: { query, refId: name },
          definition: query,
          multi: true,
          includeAll: true,
          allValue: '.*',
          current: { text: 'All', value: '$__all' },
          refresh: 2,
        })),
      ],
    },
    panels: panels.map((panel, place) => ({
      id: place + 1,
      type: 'timeseries',
      title: panel.title,
      description: panel.description,
      datasource: SOURCE,
      gridPos: { h: HEIGHT, w: WIDTH, x: (place % 2) * WIDTH, y: Math.floor(place / 2) * HEIGHT },
      fieldConfig: {
        defaults: { unit: panel.unit, min: 0, custom: { fillOpacity: 10, showPoints: 'never' } },
        overrides: [],
      },
      options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi' } },
      targets: panel.targets.map(({ expr, legend }, index) => ({
        refId: String.fromCharCode(65 + index),
        datasource: SOURCE,
        expr,
        legendFormat: legend,
      })),
    })),
  };
}
