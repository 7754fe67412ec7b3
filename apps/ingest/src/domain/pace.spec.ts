import * as fc from 'fast-check';
import { emptyAfter, waitOf, type Pace } from './pace.js';

const perMinute: Pace = { most: 60, everyMs: 1000 };

/** Takes whatever is let through at these instants. @returns the instants */
function taken(pace: Pace, instants: readonly number[]): number[] {
  let emptyAt = 0;
  return instants.filter((at) => {
    if (waitOf(pace, emptyAt, at) > 0) return false;
    emptyAt = emptyAfter(pace, emptyAt, at, 1);
    return true;
  });
}

describe('a pace', () => {
  it('takes its most at once, then one in its time, and says how long that is', () => {
    const full = emptyAfter(perMinute, 0, 5000, 60);
    expect(waitOf(perMinute, emptyAfter(perMinute, 0, 5000, 59), 5000)).toBe(0);
    expect(waitOf(perMinute, full, 5000)).toBe(1000);
    expect(waitOf(perMinute, full, 5999)).toBe(1);
    expect(waitOf(perMinute, full, 6000)).toBe(0);
  });

  it('has all of it back after a rest, and no more than all', () => {
    const full = emptyAfter(perMinute, 0, 0, 60);
    const rested = Array.from({ length: 100 }, () => 3_600_000);
    expect(waitOf(perMinute, full, 60_000)).toBe(0);
    expect(taken(perMinute, [...Array.from({ length: 60 }, () => 0), ...rested])).toHaveLength(120);
  });

  it('owes what did not fit', () => {
    expect(waitOf({ most: 10, everyMs: 100 }, emptyAfter({ most: 10, everyMs: 100 }, 0, 0, 50), 0)).toBe(
      4100,
    );
  });

  it('takes in no stretch of time more than its most and what falls into it', () => {
    const instants = fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 200 });
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 7 }),
        (at, rate, most) => {
          const pace = { most, everyMs: 1000 / rate };
          const through = taken(
            pace,
            at.toSorted((one, other) => one - other),
          );
          through.forEach((from, i) =>
            through.slice(i).forEach((to, more) => {
              expect(more + 1).toBeLessThanOrEqual(most + (to - from) / pace.everyMs + 1e-6);
            }),
          );
        },
      ),
    );
  });

  it('never holds back who keeps to it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 997 }), (rate) => {
        const every = Array.from({ length: 500 }, (_, i) => (i * 1000) / rate);
        expect(taken({ most: 1, everyMs: 1000 / rate }, every)).toHaveLength(500);
      }),
    );
  });
});
