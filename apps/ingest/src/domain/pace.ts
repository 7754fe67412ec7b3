/** `most` at once, and after that one in `everyMs`. */
export interface Pace {
  readonly most: number;
  readonly everyMs: number;
}

/** Sums of fractions of a ms come out a little above what they are. */
const ROUNDING_MS = 1e-6;

/**
 * A leaky bucket whose whole state is the instant at which it is empty (GCRA, ITU-T I.371 annex A; a bucket that was
 * never used: 0).
 *
 * @returns ms until it takes one more; 0 when it does now
 */
export function waitOf({ most, everyMs }: Pace, emptyAtMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil(emptyAtMs - nowMs - (most - 1) * everyMs - ROUNDING_MS));
}

/** When it is empty after `count` more; what it has no room for is owed. */
export function emptyAfter({ everyMs }: Pace, emptyAtMs: number, nowMs: number, count: number): number {
  return Math.max(emptyAtMs, nowMs) + count * everyMs;
}
