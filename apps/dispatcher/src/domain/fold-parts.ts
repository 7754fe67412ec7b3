/** What a receipt says of one part, in ingest's words. */
export type PartStatus =
  'accepted' | 'sent' | 'delivered' | 'undelivered' | 'expired' | 'rejected' | 'unknown';

/** The parts of one text that the carrier took, by its own ids. */
export interface TextParts {
  /** How many parts the text has; more than are known here where the carrier took only some. */
  readonly total: number;
  readonly statuses: ReadonlyMap<string, PartStatus | undefined>;
}

const RANK: Readonly<Record<PartStatus, number>> = {
  unknown: 0,
  accepted: 1,
  sent: 2,
  delivered: 3,
  undelivered: 3,
  expired: 3,
  rejected: 3,
};

/** The parts after a receipt for one of them; a part's status only ever goes up, as a text's does. */
export function withReceipt(parts: TextParts, id: string, said: PartStatus): TextParts {
  if (!parts.statuses.has(id)) return parts;
  const before = parts.statuses.get(id);
  if (before !== undefined && RANK[said] <= RANK[before]) return parts;
  return { ...parts, statuses: new Map(parts.statuses).set(id, said) };
}

/**
 * What the receipts of its parts say of a text: the first failure decides, delivered is what is delivered as a
 * whole, and on the way it is as far as its last part. Undefined where they say nothing of the whole yet.
 */
export function foldParts({ total, statuses }: TextParts): PartStatus | undefined {
  let least: PartStatus = 'delivered';
  let unheard = total - statuses.size;
  for (const status of statuses.values()) {
    if (status === 'undelivered' || status === 'expired' || status === 'rejected') return status;
    if (status === undefined || status === 'unknown') unheard += 1;
    else if (RANK[status] < RANK[least]) least = status;
  }
  if (unheard === 0) return least;
  // Every part was taken, or it would have no id: that much is said by the first receipt already.
  return statuses.size === total && unheard < total ? 'accepted' : undefined;
}
