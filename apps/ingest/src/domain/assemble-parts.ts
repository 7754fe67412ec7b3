/** What of a part decides whose it is. */
export interface KeptPart {
  /** The carrier's id of it. */
  readonly carrierMessageId: string;
  /** Which part it is, from 1. */
  readonly number: number;
  readonly text: string;
  /** ms since the epoch. */
  readonly arrivedMs: number;
}

/** A text that is to go on: all of its parts, or all that came in time. */
export interface Assembly<P extends KeptPart> {
  /** One of each number, in their order. */
  readonly parts: readonly P[];
  /** Parts that came twice, under another id. */
  readonly repeats: readonly P[];
  readonly partial: boolean;
}

/**
 * Puts together the parts of one key (carrier link, sender, subscriber, reference, total), in whatever order they came:
 * what is whole, and what has waited for `waitMs` since its first part. The others wait on.
 *
 * A reference is used again in time (3GPP TS 23.040 §9.2.3.24.1 counts it modulo 256): a number that is there already
 * with other words, or a part that comes when the time of the earlier ones is over, begins the next text. Of two texts
 * that are open at once the newer one gets the parts, and the older one goes as it is.
 */
export function assembleParts<P extends KeptPart>(
  kept: readonly P[],
  total: number,
  nowMs: number,
  waitMs: number,
): Assembly<P>[] {
  const texts: Text<P>[] = [];
  for (const part of [...kept].sort(byArrival)) {
    const newest = texts.at(-1);
    const known = newest?.byNumber.get(part.number);
    if (newest !== undefined && known?.text === part.text && inTime(newest, part, waitMs)) {
      newest.repeats.push(part);
    } else if (newest !== undefined && known === undefined && inTime(newest, part, waitMs)) {
      newest.byNumber.set(part.number, part);
    } else {
      texts.push({ byNumber: new Map([[part.number, part]]), repeats: [], firstMs: part.arrivedMs });
    }
  }
  return texts
    .filter((text) => text.byNumber.size === total || text !== texts.at(-1) || nowMs - text.firstMs >= waitMs)
    .map((text) => assemblyOf([...text.byNumber.values()], text.repeats, total));
}

/** The assembly of parts that are known to belong together. */
export function assemblyOf<P extends KeptPart>(
  parts: readonly P[],
  repeats: readonly P[],
  total: number,
): Assembly<P> {
  const ordered = [...parts].sort((one, other) => one.number - other.number);
  return { parts: ordered, repeats, partial: parts.length < total };
}

interface Text<P> {
  readonly byNumber: Map<number, P>;
  readonly repeats: P[];
  readonly firstMs: number;
}

function inTime<P extends KeptPart>(text: Text<P>, part: P, waitMs: number): boolean {
  return part.arrivedMs - text.firstMs < waitMs;
}

/** The same on every replica: two parts of one instant go by their ids. */
function byArrival(one: KeptPart, other: KeptPart): number {
  return one.arrivedMs - other.arrivedMs || (one.carrierMessageId < other.carrierMessageId ? -1 : 1);
}
