import fc from 'fast-check';
import { cycleMs } from './cycle.js';

describe('the time from one fetch to the next', () => {
  it('is short while batches are quick, three times their work, and never long', () => {
    expect([0, 2, 5, 10, 20, 25, 400].map(cycleMs)).toEqual([15, 15, 15, 30, 60, 60, 60]);
  });

  it('leaves no rest to a loop that is behind, and never shrinks as work grows', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 500, noNaN: true }),
        fc.double({ min: 0, max: 500, noNaN: true }),
        (a, b) => {
          expect(cycleMs(Math.max(a, b))).toBeGreaterThanOrEqual(cycleMs(Math.min(a, b)));
          expect(Math.max(0, cycleMs(a) - a)).toBeLessThanOrEqual(a >= 60 ? 0 : 40);
        },
      ),
    );
  });
});
