import { slowest, together, type SlowCause, type Slowness } from './slowness.js';

/** An event of a turn, as its story tells it. Times are ms since the epoch. */
export interface Told {
  readonly kind: string;
  readonly atMs: number;
  /** The text of ours that it is about. */
  readonly mtId?: string | undefined;
  /** Of an `mt.status`. */
  readonly status?: string | undefined;
  readonly code?: string | undefined;
  /** With `retrying`: when it goes again. */
  readonly nextAtMs?: number | undefined;
}

/**
 * Why a turn of which no trace is kept was slow, as far as the times of its events tell: that a text was tried again or
 * held for quiet hours, or on which side of being asked for the time went.
 */
export function slownessInStory(told: readonly Told[]): Slowness | undefined {
  const inOrder = told.toSorted((a, b) => a.atMs - b.atMs);
  const mo = inOrder.find(({ kind }) => kind === 'mo');
  const answer = inOrder.find(({ kind }) => kind === 'mt');
  // Of a campaign's text there are statuses alone.
  const mtIds = new Set(inOrder.map(({ mtId }) => mtId));
  const found = [...mtIds].flatMap((mtId) => waitsOf(inOrder.filter((each) => each.mtId === mtId)));
  if (mo !== undefined && answer !== undefined) found.push(slow('decision', mo.atMs, answer.atMs));
  return slowest(found);
}

/** @param ofText what is told of one text of ours */
function waitsOf(ofText: readonly Told[]): Slowness[] {
  const statuses = ofText.filter(({ kind }) => kind === 'status');
  const waits = new Map<string | undefined, Slowness>();
  let sinceMs = ofText.find(({ kind }) => kind === 'mt')?.atMs;
  for (const [place, { status, code, atMs, nextAtMs }] of statuses.entries()) {
    if (status === 'submitted' || status === 'unknown')
      return [...waits.values(), slow('sending', sinceMs ?? atMs, atMs)];
    if (status !== 'retrying') continue;
    const untilMs = nextAtMs ?? statuses[place + 1]?.atMs ?? atMs;
    const wait = slow(code === 'QUIET_HOURS' ? 'hours' : 'retry', atMs, untilMs, code);
    const before = waits.get(code);
    waits.set(code, before === undefined ? wait : together(before, wait));
    sinceMs = untilMs;
  }
  return [...waits.values()];
}

function slow(cause: SlowCause, fromMs: number, untilMs: number, code?: string): Slowness {
  return { cause, ms: untilMs - fromMs, untilMs, times: 1, who: '', what: '', code };
}
