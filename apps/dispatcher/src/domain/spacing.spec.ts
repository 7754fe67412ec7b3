import fc from 'fast-check';
import { Spacing } from './spacing.js';

/** Sends as early as spacing allows, from each arrival on; returns when each left, ms. */
function departures(arrivals: readonly number[], segmentsPerSecond: number): number[] {
  const spacing = new Spacing();
  let clock = 0;
  return arrivals.map((arrival) => {
    clock = Math.max(clock, arrival);
    for (;;) {
      const wait = spacing.take('12345', 1, segmentsPerSecond, clock);
      if (wait === 0) return clock;
      clock += Math.max(1, Math.floor(wait));
    }
  });
}

describe('spacing of sends at the moment they leave', () => {
  it('lets the first go at once and the next after its share of a second', () => {
    const spacing = new Spacing();
    expect(spacing.take('12345', 1, 10, 1000)).toBe(0);
    expect(spacing.take('12345', 1, 10, 1000)).toBeCloseTo(1000 / 9.8, 5);
  });

  it('takes the time of all segments of a text', () => {
    const spacing = new Spacing();
    spacing.take('12345', 3, 10, 0);
    expect(spacing.take('12345', 1, 10, 0)).toBeCloseTo(3000 / 9.8, 5);
  });

  it('keeps senders apart from each other', () => {
    const spacing = new Spacing();
    spacing.take('12345', 1, 1, 0);
    expect(spacing.take('54321', 1, 1, 0)).toBe(0);
  });

  it('never lets more than the contract go within any second, however late slots bunch up', () => {
    const jitter = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(jitter, fc.constantFrom(1, 2, 10, 40, 100, 250), (lateness, contract) => {
        const arrivals = lateness
          .map((late, i) => (i * 1000) / (contract * 0.95) + late)
          .sort((a, b) => a - b);
        const left = departures(arrivals, contract);
        for (let from = 0, to = 0; to < left.length; to += 1) {
          while (left[to]! - left[from]! >= 1000) from += 1;
          expect(to - from + 1).toBeLessThanOrEqual(contract);
        }
      }),
    );
  });
});
