import { prometheusName, type MetricName, type MetricOf } from '@parley/platform';

/** PromQL over metrics that there are: names come from the table of metrics, so that a panel cannot ask for another. */
export function rate(name: MetricOf<'counter'>, by: string, where = ''): string {
  return `sum by (${by}) (rate(${prometheusName(name)}${where}[$__rate_interval]))`;
}

/** A quantile of a histogram. */
export function quantile(q: number, name: MetricOf<'histogram'>, by: string, where = ''): string {
  const buckets = `rate(${prometheusName(name)}_bucket${where}[$__rate_interval])`;
  return `histogram_quantile(${q}, sum by (le, ${by}) (${buckets}))`;
}

/** What replicas say of the same thing, put together. */
export function gauge(
  how: 'sum' | 'max' | 'min' | 'avg',
  name: MetricOf<'gauge'>,
  by: string,
  where = '',
): string {
  return `${how} by (${by}) (${prometheusName(name)}${where})`;
}

/** The metrics that a text of PromQL names, as Prometheus knows them. */
export function metricsIn(promql: string): string[] {
  const words = promql.match(/\b(?:sms|parley|messaging)_[a-z_]+\b(?!\s*=)/g) ?? [];
  return words.filter(
    (word) => !/^messaging_(consumer_group_name|destination_name|operation_name)$/.test(word),
  );
}

/** Whether the table has a metric of this Prometheus name. */
export function isKnown(prometheus: string, names: readonly MetricName[]): boolean {
  const base = prometheus.replace(/_(bucket|sum|count)$/, '');
  return names.some((name) => [prometheus, base].includes(prometheusName(name)));
}
