/** A stretch of time in which a text waited, ms since the epoch. */
export interface Wait {
  /** `time`: asked for, or its hour had not come · `slot`: its sender's pace, its lane, its conversation's turn. */
  readonly kind: 'time' | 'slot';
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
