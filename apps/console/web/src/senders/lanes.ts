import type { SentTexts, WaitingTexts } from '../../../src/operations.store.js';

export interface LaneRow {
  readonly lane: string;
  /** Texts. */
  readonly waiting: number;
  readonly went: number;
  /** ms. */
  readonly dwellP50: number | undefined;
  readonly dwellP95: number | undefined;
}

/** In the order in which they overtake each other. */
const LANES = ['compliance', 'reply', 'transactional', 'bulk'];

/** A row for each lane in which something waits or went. */
export function lanesOf(waiting: readonly WaitingTexts[], sent: readonly SentTexts[]): LaneRow[] {
  return LANES.flatMap((lane) => {
    const waits = waiting.find((row) => row.lane === lane);
    const went = sent.find((row) => row.lane === lane);
    if (waits === undefined && went === undefined) return [];
    return [
      {
        lane,
        waiting: waits?.texts ?? 0,
        went: went?.texts ?? 0,
        dwellP50: went?.dwellP50,
        dwellP95: went?.dwellP95,
      },
    ];
  });
}
