import { metrics } from '@opentelemetry/api';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { meter } from './meter.js';
import { metricsTable, prometheusName, type MetricDefinition, type MetricName } from './metrics-table.js';
import { Tally } from './tally.js';

const names = Object.keys(metricsTable) as MetricName[];
const prometheus = new PrometheusExporter({ preventServerStart: true });
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [prometheus] }));

const scrape = async (): Promise<string> => {
  const { resourceMetrics } = await prometheus.collect();
  return new PrometheusSerializer().serialize(resourceMetrics);
};

describe('the table of metrics', () => {
  it('knows the names that Prometheus gives', async () => {
    for (const name of names) {
      const { kind }: MetricDefinition = metricsTable[name];
      if (kind === 'counter') meter.createCounter(name as 'parley.parked').add(1);
      else if (kind === 'histogram') meter.createHistogram(name as 'sms.mt.dwell').record(1);
      else meter.observe(name as 'sms.outbox.age', (result) => result.observe(1));
    }
    const text = await scrape();
    const scraped = [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name!);
    expect(scraped.toSorted()).toEqual(expect.arrayContaining(names.map(prometheusName).toSorted()));
  });

  it('labels nothing by people', () => {
    const labels = names.flatMap((name) => metricsTable[name].labels as readonly string[]);
    expect(
      labels.filter((label) => /subscriber|phone|number|conversation|trace|message\.id/.test(label)),
    ).toEqual([]);
  });
});

describe('a tally', () => {
  it('gives each sum once, when the batch stands, and forgets what did not', () => {
    const added: unknown[] = [];
    const tally = new Tally({ add: (count, labels) => void added.push([count, labels]) });
    for (const rule of ['lost', 'lost']) tally.count(rule, () => ({ rule }));
    tally.forget();
    for (const rule of ['a', 'b', 'a']) tally.count(rule, () => ({ rule }));
    tally.add();
    tally.add();
    expect(added).toEqual([
      [2, { rule: 'a' }],
      [1, { rule: 'b' }],
    ]);
  });
});
