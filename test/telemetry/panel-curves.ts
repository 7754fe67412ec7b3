import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../tools/parley/platform/project-root.js';

/** A line of a scrape. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A panel of a dashboard as Grafana imports it. */
export interface ImportedPanel {
  readonly title: string;
  readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[];
}

/** A curve of a panel, by its legend, and where it would stand. */
export interface Curve {
  readonly legend: string;
  readonly value: number;
}

const folder = join(projectRoot(), 'deploy', 'grafana');

/** A panel of deploy/grafana. @param dashboard its title without `Parley · ` @throws where there is none */
export function panelOf(dashboard: string, title: string): ImportedPanel {
  for (const file of readdirSync(folder)) {
    const imported = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      title: string;
      panels: ImportedPanel[];
    };
    const panel = imported.panels.find((each) => each.title === title);
    if (imported.title === `Parley · ${dashboard}` && panel !== undefined) return panel;
  }
  throw new Error(`deploy/grafana has no panel "${title}" on "Parley · ${dashboard}".`);
}

/** What a service's `/metrics` says (Prometheus' text format, 0.0.4). */
export function samplesOf(scrape: string): Sample[] {
  return scrape.split('\n').flatMap((line) => {
    const [, name, labels = '', value] = /^([a-z_]+)(?:\{(.*)\})? (\S+)/.exec(line) ?? [];
    if (name === undefined) return [];
    const pairs = [...labels.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)];
    return [
      { name, labels: Object.fromEntries(pairs.map(([, key, held]) => [key!, held!])), value: Number(value) },
    ];
  });
}

// The forms that tools/dashboards/query.ts writes; variables stand at "All".
const NAME = String.raw`([a-z_]+)(?:\{\w+=~"\$\w+"\})?`;
const RATE = new RegExp(String.raw`^sum by \(([^)]+)\) \(rate\(${NAME}\[\$__rate_interval\]\)\)$`);
const QUANTILE = new RegExp(
  String.raw`^histogram_quantile\(([\d.]+), sum by \(le, ([^)]+)\) \(rate\(${NAME}\[\$__rate_interval\]\)\)\)$`,
);
const GAUGE = new RegExp(String.raw`^(sum|max|min|avg) by \(([^)]+)\) \(${NAME}\)$`);

/**
 * The curves of a panel at this moment, by its own expressions: gauges as they are, counters and histograms by what came
 * to them since `before`.
 *
 * @throws on an expression of another form: then this has to learn it
 */
export function curvesOf(panel: ImportedPanel, before: readonly Sample[], now: readonly Sample[]): Curve[] {
  return panel.targets.flatMap(({ expr, legendFormat }) => {
    const rate = RATE.exec(expr);
    if (rate) return curves(legendFormat, grown(before, now, rate[2]!, rate[1]!), ({ value }) => value);
    const quantile = QUANTILE.exec(expr);
    if (quantile) {
      const [, q, by, name] = quantile;
      return curves(legendFormat, grown(before, now, name!, `le, ${by!}`), (_, all) =>
        quantileOf(Number(q), all),
      );
    }
    const gauge = GAUGE.exec(expr);
    if (gauge) {
      const [, how, , name] = gauge;
      const held = now.filter((sample) => sample.name === name);
      return curves(legendFormat, held, (_, all) =>
        put[how as keyof typeof put](all.map(({ value }) => value)),
      );
    }
    throw new Error(`No way is known to read: ${expr}`);
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const put = {
  sum,
  max: (values: readonly number[]) => Math.max(...values),
  min: (values: readonly number[]) => Math.min(...values),
  avg: (values: readonly number[]) => sum(values) / values.length,
};

/** A curve for each legend that the samples make. */
function curves(
  legendFormat: string,
  samples: readonly Sample[],
  valueOf: (one: Sample, all: readonly Sample[]) => number,
): Curve[] {
  const legendOf = ({ labels }: Sample): string =>
    legendFormat.replace(/\{\{(\w+)\}\}/g, (_, label: string) => labels[label] ?? '');
  return [...Map.groupBy(samples, legendOf)].map(([legend, all]) => ({
    legend,
    value: valueOf(all[0]!, all),
  }));
}

/** What came to a counter, summed by these labels. */
function grown(before: readonly Sample[], now: readonly Sample[], name: string, by: string): Sample[] {
  const labels = by.split(', ');
  const nameOf = (sample: Sample): string => labels.map((label) => sample.labels[label] ?? '').join('\0');
  const of = (samples: readonly Sample[]) =>
    Map.groupBy(
      samples.filter((each) => each.name === name),
      nameOf,
    );
  const then = of(before);
  return [...of(now)].map(([key, all]) => {
    const total = (some: readonly Sample[] = []): number => sum(some.map(({ value }) => value));
    return { ...all[0]!, value: total(all) - total(then.get(key)) };
  });
}

/** As Prometheus does it: linear within the bucket; the highest finite bound for what lies above. */
function quantileOf(q: number, buckets: readonly Sample[]): number {
  const inOrder = buckets
    .map(({ labels, value }) => ({ le: labels['le'] === '+Inf' ? Infinity : Number(labels['le']), value }))
    .toSorted((a, b) => a.le - b.le);
  const all = inOrder.at(-1)?.value ?? 0;
  if (all <= 0) return 0;
  const place = inOrder.findIndex(({ value }) => value >= q * all);
  const { le, value } = inOrder[place]!;
  const below = inOrder[place - 1] ?? { le: 0, value: 0 };
  return le === Infinity
    ? below.le
    : below.le + ((le - below.le) * (q * all - below.value)) / (value - below.value);
}
