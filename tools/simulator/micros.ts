import { performance } from 'node:perf_hooks';

/**
 * Now, in microseconds since the epoch. It runs on the monotonic clock from the process's start, so that a
 * step of the wall clock never shows as a burst or a gap in the ledger.
 */
export function nowMicros(): number {
  return Math.round((performance.timeOrigin + performance.now()) * 1_000);
}
