import type { StoryEntry } from '../../../src/domain/story-entry.js';

/** An MT with all that was said of it later, or another entry by itself. */
export interface ToldEntry {
  readonly entry: StoryEntry;
  /** Statuses and receipts of the MT, in their order. */
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
  return alone.map((entry) => ({ entry, after: (entry.kind === 'mt' && after.get(entry.mtId ?? '')) || [] }));
}
