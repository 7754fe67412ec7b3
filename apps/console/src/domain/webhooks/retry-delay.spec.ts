import * as fc from 'fast-check';
import { MOST_ATTEMPTS, restS, retryDelayS } from './retry-delay.js';

const HOUR_S = 3600;
const delays = (random: number): number[] =>
  Array.from({ length: MOST_ATTEMPTS - 1 }, (_, n) => retryDelayS(n + 1, random)!);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the time between attempts', () => {
  it('gives a receiver that is away 24 to 72 hours', () => {
    fc.assert(
      fc.property(random, (each) => {
        const hours = sum(delays(each)) / HOUR_S;
        expect(hours).toBeGreaterThan(24);
        expect(hours).toBeLessThan(72);
      }),
    );
  });

  it('grows with every attempt, whatever the jitter, and begins within seconds', () => {
    fc.assert(
      fc.property(
        fc.array(random, { minLength: MOST_ATTEMPTS - 1, maxLength: MOST_ATTEMPTS - 1 }),
        (each) => {
          const waits = each.map((value, n) => retryDelayS(n + 1, value)!);
          expect(waits).toEqual(waits.toSorted((a, b) => a - b));
          expect(waits[0]).toBeLessThanOrEqual(6);
        },
      ),
    );
  });

  it('spreads what failed together over a fifth of it', () => {
    expect(retryDelayS(3, 0)).toBe(300);
    expect(retryDelayS(3, 0.5)).toBe(330);
  });

  it('ends after the last attempt', () => {
    expect(retryDelayS(MOST_ATTEMPTS, 0)).toBeUndefined();
  });

  it('lets an endpoint that is away rest longer each time, five minutes at most', () => {
    expect([1, 2, 3, 9, 10, 5000].map(restS)).toEqual([1, 2, 4, 256, 300, 300]);
  });
});
