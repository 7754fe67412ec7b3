import { factorAt, type Throttle } from '@parley/sms';
import fc from 'fast-check';
import { LEAST_FACTOR, slowDown } from './throttle.js';

const full: Throttle = { factor: 1, heldUntilMs: -1e12 };

describe('a carrier that asks to slow down', () => {
  it('halves the pace, holds for a second or as long as it said, and gets a tenth at least', () => {
    expect(slowDown(full, 0, 0)).toEqual({ factor: 0.5, heldUntilMs: 1_000 });
    expect(slowDown(full, 0, 30_000)).toEqual({ factor: 0.5, heldUntilMs: 30_000 });
    let throttle = full;
    for (let at = 0; at < 20_000; at += 1_001) throttle = slowDown(throttle, at, 0);
    expect(throttle.factor).toBe(LEAST_FACTOR);
  });

  it('halves once for all texts that were on their way, and the longest hold counts', () => {
    let throttle = slowDown(full, 0, 0);
    for (const [at, hold] of [
      [10, 0],
      [20, 5_000],
      [900, 0],
    ] as const)
      throttle = slowDown(throttle, at, hold);
    expect(throttle).toEqual({ factor: 0.5, heldUntilMs: 5_020 });
  });

  it('gets more after 10 clean seconds: 5% of the pace a second, until it has all', () => {
    const throttle = slowDown(full, 0, 0);
    const at = [1_000, 11_000, 12_000, 16_000, 21_000, 60_000];
    expect(at.map((ms) => Number(factorAt(throttle, ms).toFixed(6)))).toEqual([0.5, 0.5, 0.55, 0.75, 1, 1]);
  });

  it('never gets more than all or less than a tenth, and never more by asking', () => {
    const answers = fc.array(
      fc.record({ after: fc.integer({ min: 0, max: 40_000 }), hold: fc.integer({ min: 0, max: 60_000 }) }),
    );
    fc.assert(
      fc.property(answers, (story) => {
        let throttle = full;
        let now = 0;
        for (const { after, hold } of story) {
          now += after;
          const before = factorAt(throttle, now);
          const next = slowDown(throttle, now, hold);
          expect(factorAt(next, now)).toBeLessThanOrEqual(before);
          expect(next.heldUntilMs).toBeGreaterThanOrEqual(Math.max(throttle.heldUntilMs, now + 1_000));
          expect(next.factor).toBeGreaterThanOrEqual(LEAST_FACTOR);
          throttle = next;
        }
        expect(factorAt(throttle, throttle.heldUntilMs + 28_001)).toBe(1);
      }),
    );
  });
});
