/** A stretch of time in which a text waited, ms since the epoch. */
export interface Wait {
  /** `time`: asked for later · `hours`: the person's own · `slot`: its sender's pace, its lane, its conversation's turn. */
  readonly kind: 'time' | 'hours' | 'slot';
  readonly startMs: number;
  readonly endMs: number;
}

/** A text is due when it is in the queue, which is a moment after its decision: that is no wait for a time, ms. */
const A_MOMENT_MS = 1000;

/**
 * What a text waited for before this attempt, as its times tell; the wait for a retry is told when it begins. Clocks of
 * two machines may differ: nothing ends before it begins.
 */
export function waitsBefore(
  mt: { readonly queuedAtMs: number; readonly dueAtMs?: number; readonly attempt: number },
  nowMs: number,
): Wait[] {
  const queuedAtMs = Math.min(mt.queuedAtMs, nowMs);
  const dueMs = Math.min(Math.max(mt.dueAtMs ?? queuedAtMs, queuedAtMs), nowMs);
  const slotFrom = (startMs: number): Wait => ({ kind: 'slot', startMs, endMs: nowMs });
  if (mt.attempt > 1) return [slotFrom(dueMs)];
  if (dueMs - queuedAtMs < A_MOMENT_MS) return [slotFrom(queuedAtMs)];
  return [{ kind: 'time', startMs: queuedAtMs, endMs: dueMs }, slotFrom(dueMs)];
}

/**
 * What a text is going to wait for from its queuing on, as is known when it is queued: for the time that it was asked for,
 * and from then on for the hours of its person.
 *
 * @param dueMs from when on it may be sent, ms since the epoch
 */
export function waitsAhead(queuedAtMs: number, wantedMs: number, dueMs: number): Wait[] {
  const waits: Wait[] = [];
  if (wantedMs - queuedAtMs >= A_MOMENT_MS)
    waits.push({ kind: 'time', startMs: queuedAtMs, endMs: wantedMs });
  if (dueMs > wantedMs) waits.push({ kind: 'hours', startMs: wantedMs, endMs: dueMs });
  return waits;
}
