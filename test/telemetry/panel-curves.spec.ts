import { curvesOf, panelOf, samplesOf } from './panel-curves.js';

const panel = (expr: string, legendFormat: string) => ({ title: 'T', targets: [{ expr, legendFormat }] });

describe('the curves of a panel', () => {
  const scrape = (n: number) => `# HELP sms_mt_outcomes_total What became of attempts
# TYPE sms_mt_outcomes_total counter
sms_mt_outcomes_total{status="retrying",code="THROTTLED",replica="a"} ${n}
sms_mt_outcomes_total{status="retrying",code="THROTTLED",replica="b"} 1
sms_mt_outcomes_total{status="submitted",code=""} 9 1763640000000`;

  it('of a counter are what came to it, by its labels', () => {
    const { targets } = panelOf('overview', 'Outcomes of attempts');
    const curves = curvesOf({ title: 'T', targets }, samplesOf(scrape(2)), samplesOf(scrape(5)));
    expect(curves).toEqual([
      { legend: 'retrying THROTTLED', value: 3 },
      { legend: 'submitted ', value: 0 },
    ]);
  });

  it('of a gauge are its values, put together', () => {
    const held = samplesOf('g{topic="a",of="x"} 3\ng{topic="a",of="y"} 4\ng{topic="b"} 0');
    const sums = curvesOf(panel('sum by (topic) (g)', 'of {{topic}}'), [], held);
    expect(sums).toEqual([
      { legend: 'of a', value: 7 },
      { legend: 'of b', value: 0 },
    ]);
    const [most] = curvesOf(panel('max by (topic) (g{topic=~"$topic"})', '{{topic}}'), [], held);
    expect(most).toEqual({ legend: 'a', value: 4 });
  });

  it('of a quantile are as Prometheus reads it', () => {
    const expr = 'histogram_quantile(0.5, sum by (le, lane) (rate(h_bucket[$__rate_interval])))';
    const buckets = (...counts: number[]) =>
      samplesOf(
        ['1', '2', '+Inf'].map((le, at) => `h_bucket{lane="reply",le="${le}"} ${counts[at]}`).join('\n'),
      );
    const read = (...counts: number[]) =>
      curvesOf(panel(expr, '{{lane}} p50'), buckets(5, 5, 5), buckets(...counts))[0];
    expect(read(5, 9, 9)).toEqual({ legend: 'reply p50', value: 1.5 });
    expect(read(5, 5, 9)?.value).toBe(2);
    expect(read(5, 5, 5)?.value).toBe(0);
  });

  it('of another form are not made up, and neither are panels', () => {
    expect(() => curvesOf(panel('topk(3, g)', ''), [], [])).toThrow('No way is known to read: topk(3, g)');
    expect(() => panelOf('overview', 'No such')).toThrow('has no panel "No such"');
  });
});
