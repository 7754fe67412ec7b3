import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricsTable, type MetricName } from '@parley/platform';
import { createColors } from 'picocolors';
import { parse } from 'yaml';
import { createProgram } from '../parley/program.js';
import { dashboards } from './dashboards.js';
import { grafanaJson } from './panel.js';
import { isKnown, metricsIn } from './query.js';

const names = Object.keys(metricsTable) as MetricName[];
const root = join(__dirname, '..', '..');
const unknownIn = (text: string): string[] => metricsIn(text).filter((name) => !isKnown(name, names));

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: { readonly runbook: string };
}
const rules = (
  parse(readFileSync(join(root, 'deploy/prometheus/parley.rules.yaml'), 'utf8')) as {
    groups: { rules: Rule[] }[];
  }
).groups.flatMap((group) => group.rules);

describe('dashboards', () => {
  it.each(dashboards)('$title asks for metrics that there are', ({ panels }) => {
    for (const { targets } of panels)
      for (const { expr } of targets) {
        expect(metricsIn(expr).length).toBeGreaterThan(0);
        expect(unknownIn(expr)).toEqual([]);
      }
  });

  it('show every metric somewhere, or an alert does', () => {
    const asked = JSON.stringify(dashboards.map(grafanaJson)) + JSON.stringify(rules);
    const shown = new Set(metricsIn(asked).map((name) => name.replace(/_(bucket|sum|count)$/, '')));
    const forCounting = ['parley.ingest.switched', 'parley.ingest.relayed'];
    const unseen = names.filter((name) => ![...shown].some((each) => isKnown(each, [name])));
    expect(unseen).toEqual(forCounting);
  });

  it('have panels of their own places and ids', () => {
    for (const dashboard of dashboards) {
      const { panels } = grafanaJson(dashboard) as { panels: { id: number; gridPos: object }[] };
      expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
      expect(new Set(panels.map(({ gridPos }) => JSON.stringify(gridPos))).size).toBe(panels.length);
    }
  });
});

describe('alerts', () => {
  it.each(rules)('$alert asks for metrics that there are and has a runbook with commands', (rule) => {
    expect(metricsIn(rule.expr).length).toBeGreaterThan(0);
    expect(unknownIn(rule.expr)).toEqual([]);
    const runbook = join(root, rule.annotations.runbook);
    expect([rule.annotations.runbook, existsSync(runbook)]).toEqual([rule.annotations.runbook, true]);
    expect(readFileSync(runbook, 'utf8')).toMatch(/^npx parley \w/m);
  });

  it('would be seen to ask for a metric that there is not', () => {
    expect(unknownIn('rate(sms_mt_lost_total[5m]) + sms_mt_dwell_bucket')).toEqual(['sms_mt_lost_total']);
  });
});

describe('runbooks', () => {
  const folder = join(root, 'docs/runbooks');
  const silent = (): void => undefined;
  const terminal = {
    colors: createColors(false),
    interactive: false,
    print: silent,
    note: silent,
    write: silent,
  };
  const program = createProgram({ terminal, environment: {}, root, dataDir: root });
  const commands = program.commands.map((command) => command.name());

  it.each(readdirSync(folder))('%s names commands that there are', (file) => {
    const named = [...readFileSync(join(folder, file), 'utf8').matchAll(/npx parley ([\w-]+)/g)];
    expect(named.map(([, name]) => name).filter((name) => !commands.includes(name!))).toEqual([]);
  });
});
