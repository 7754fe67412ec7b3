/** Reads a time such as `2026-11-20T15:00:00Z` (RFC 3339) to ms since the epoch; undefined where it is none. */
export function isoInstant(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(value)) return undefined;
  const ms = Date.parse(value);
  return Number.isNaN(ms) || ms < 0 ? undefined : ms;
}
