import { factorAt, type Throttle } from '@parley/sms';

/** A carrier that asks to slow down is held for at least this long, ms. */
export const LEAST_HOLD_MS = 1_000;
/** What remains of the pace when a carrier asks to slow down, of what was left of it. */
export const SLOWER = 0.5;
/** The least share of the pace: the carrier is asked again, however often it said no. */
export const LEAST_FACTOR = 0.1;

/**
 * The carrier said 429, 0x58 or 0x14. Half of the pace stays, and nothing goes before the hold is over. What it says
 * during a hold is of texts that were on their way when it began: they prolong it, and halve nothing again.
 */
export function slowDown(throttle: Throttle, nowMs: number, holdMs: number): Throttle {
  const now = factorAt(throttle, nowMs);
  const held = throttle.heldUntilMs > nowMs;
  return {
    factor: held ? throttle.factor : Math.max(LEAST_FACTOR, now * SLOWER),
    heldUntilMs: Math.max(throttle.heldUntilMs, nowMs + Math.max(LEAST_HOLD_MS, holdMs)),
  };
}
