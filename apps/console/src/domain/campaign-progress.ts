/** How many people of a campaign are where. */
export interface Progress {
  /** All whom it is for: those who had their turn, and those who have it yet. */
  readonly audience: number;
  /** They have their turn yet. */
  readonly left: number;
  /** Queued; their text goes as soon as the sender's pace lets it. */
  readonly waiting: number;
  /** Queued for later: for the person's hours, or after a failure. */
  readonly deferred: number;
  /** The carrier has it, and has not said yet what became of it. */
  readonly sent: number;
  readonly delivered: number;
  /** Not sent by us: refused, called back, or its time was over. */
  readonly refused: number;
  /** The carrier would not take it, or could not deliver it. */
  readonly failed: number;
  /** Nobody knows whether the carrier has it. */
  readonly unknown: number;
  /** Why texts were refused or failed, the most frequent first. */
  readonly reasons: readonly { readonly code: string; readonly texts: number }[];
}

type Part = 'waiting' | 'deferred' | 'sent' | 'delivered' | 'refused' | 'failed' | 'unknown';

const PART: Readonly<Record<string, Part>> = {
  ...{ waiting: 'waiting', deferred: 'deferred', calledBack: 'refused' },
  ...{ submitted: 'sent', sent: 'sent', delivered: 'delivered', unknown: 'unknown' },
  ...{ refused: 'refused', suppressed: 'refused', expired: 'refused' },
  ...{ rejected: 'failed', undelivered: 'failed' },
};

/** Texts of a campaign by what they have come to, put together as people read it. */
export function progressOf(
  run: { readonly queued: number; readonly refused: number; readonly left: number },
  texts: readonly { readonly status: string; readonly code?: string; readonly texts: number }[],
): Progress {
  const parts = { waiting: 0, deferred: 0, sent: 0, delivered: 0, refused: 0, failed: 0, unknown: 0 };
  const reasons = new Map<string, number>();
  for (const { status, code, texts: some } of texts) {
    const part = PART[status] ?? 'waiting';
    parts[part] += some;
    if (part !== 'refused' && part !== 'failed') continue;
    const reason = code ?? (status === 'calledBack' ? 'CANCELLED' : status.toUpperCase());
    reasons.set(reason, (reasons.get(reason) ?? 0) + some);
  }
  return {
    audience: run.queued + run.refused + run.left,
    left: run.left,
    ...parts,
    reasons: [...reasons]
      .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .map(([code, some]) => ({ code, texts: some })),
  };
}

/**
 * How a campaign stands. Its people may all have had their turn while their texts wait (for their hours, or their
 * sender's pace): then what holds it holds those.
 */
export function standingOf<State extends string>(
  { state, held }: { readonly state: State; readonly held: boolean },
  { waiting, deferred }: Progress,
): State | 'paused' {
  return held && state !== 'cancelled' && waiting + deferred > 0 ? 'paused' : state;
}

/** Whether anything of a campaign can still be paused, let go on or called back: people whose turn comes, or texts. */
export function goesOn(state: string, { left, waiting, deferred }: Progress): boolean {
  if (state === 'cancelled') return false;
  const ended = state === 'done' || state === 'expired';
  return waiting + deferred > 0 || (!ended && left > 0);
}
