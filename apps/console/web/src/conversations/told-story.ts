import type { StoryEntry } from '../../../src/domain/story-entry.js';

/** An MT with all that was said of it later, or another entry by itself. */
export interface ToldEntry {
  readonly entry: StoryEntry;
  /** Statuses and receipts of the MT, in their order: what the carrier reports stands behind that it took the text. */
  readonly after: readonly StoryEntry[];
}

/** The order of entries of one instant: cause before effect. */
const RANK: Readonly<Record<StoryEntry['kind'], number>> = {
  mo: 0,
  decision: 1,
  consent: 2,
  case: 3,
  mt: 4,
  status: 5,
  receipt: 6,
  erased: 7,
};

/** What only follows when the carrier has the text, however late its answer came to us. */
const OF_THE_CARRIER: ReadonlySet<unknown> = new Set([
  ...['accepted', 'sent', 'delivered', 'undelivered', 'expired', 'rejected'],
]);

/** 1 for what a carrier said later of a text that it had taken. */
function isLater({ kind, data }: StoryEntry): number {
  return Number(kind === 'receipt' || OF_THE_CARRIER.has(data['status']));
}

/** The entries as they are told: what is said of an MT stands under it, wherever that is known. */
export function toldStory(entries: readonly StoryEntry[]): ToldEntry[] {
  const inOrder = entries.toSorted(
    (a, b) => Date.parse(a.at) - Date.parse(b.at) || RANK[a.kind] - RANK[b.kind],
  );
  const after = new Map<string, StoryEntry[]>();
  for (const { kind, mtId } of inOrder) if (kind === 'mt' && mtId !== undefined) after.set(mtId, []);
  const alone = inOrder.filter((entry) => {
    const mt = entry.kind === 'mt' ? undefined : after.get(entry.mtId ?? '');
    mt?.push(entry);
    return mt === undefined;
  });
  return alone.map((entry) => {
    const said = (entry.kind === 'mt' && after.get(entry.mtId ?? '')) || [];
    // A receipt may overtake the answer to the send.
    return { entry, after: said.toSorted((a, b) => isLater(a) - isLater(b)) };
  });
}
