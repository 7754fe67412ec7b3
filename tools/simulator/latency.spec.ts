import fc from 'fast-check';
import { summarise } from './latency.js';

describe('latencies', () => {
  it('are summarised by nearest rank', () => {
    const hundred = Float64Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(summarise(hundred)).toEqual({
      count: 100,
      mean: 50.5,
      p50: 50,
      p95: 95,
      p99: 99,
      p999: 100,
      max: 100,
    });
  });

  it('leave out what never came', () => {
    expect(summarise(Float64Array.of(NaN, 3, NaN))).toMatchObject({ count: 1, p50: 3, max: 3 });
    expect(summarise(Float64Array.of(NaN))).toMatchObject({ count: 0, p99: 0 });
  });

  it('have percentiles that are in order and among the values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1 }), (list) => {
        const { p50, p95, p99, p999, max } = summarise(Float64Array.from(list));
        expect([p50, p95, p99, p999, max]).toEqual([p50, p95, p99, p999, max].sort((a, b) => a - b));
        for (const value of [p50, p95, p99, p999]) expect(list).toContain(value);
        expect(max).toBe(Math.max(...list));
      }),
    );
  });
});
