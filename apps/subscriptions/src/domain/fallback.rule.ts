/** At most one fallback text in this time: a person who is not understood is not answered by a machine for ever. */
export const FALLBACK_EVERY_MS = 24 * 60 * 60 * 1000;

/** Whether the sender's fallback text may be said at `now` (ms), after it was last said to that person. */
export function mayFallBack(lastSaidAt: number | undefined, now: number): boolean {
  return lastSaidAt === undefined || now - lastSaidAt >= FALLBACK_EVERY_MS;
}
