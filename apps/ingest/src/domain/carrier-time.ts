/**
 * ISO 8601 of the time that a carrier gives, in ms since the epoch. Nothing was received after now: a carrier's
 * clock that is ahead does not put its texts behind everybody else's.
 */
export function carrierTime(givenMs: number | undefined, nowMs: number): string {
  const known = givenMs !== undefined && givenMs >= 0 && givenMs < nowMs;
  return new Date(known ? givenMs : nowMs).toISOString();
}
