const longestMs = 24 * 3_600_000;

/**
 * Reads a Retry-After header: seconds or an HTTP date (RFC 9110 §10.2.3). Gives ms from `nowMs`, at most a
 * day; undefined where the header says nothing usable.
 */
export function retryAfterMs(value: string | undefined, nowMs: number): number | undefined {
  if (value === undefined || value.length === 0) return undefined;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(value) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), longestMs);
}
