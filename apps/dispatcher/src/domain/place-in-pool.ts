import { chooseNumber, type Candidate } from './choose-number.js';

/** A number of a pool, as it stands for a person. */
export interface Member extends Candidate {
  /** Nothing has gone by it for so long that it counts as failing. */
  readonly failing: boolean;
}

/** What of a text decides which number it goes from. */
export interface Wanted {
  /** The number that the person texted. */
  readonly from?: string | undefined;
  /** The number that is theirs. */
  readonly kept?: string | undefined;
  /** Its program lets it go from another while theirs fails. */
  readonly mayFailOver: boolean;
}

/** The number that is a person's from now on. */
export interface Keeps {
  readonly number: string;
  /** In place of this one. */
  readonly before?: string | undefined;
  /** They texted it, so it is theirs whatever else is decided at the same time. */
  readonly texted: boolean;
}

/** Where a text goes from. */
export interface Place {
  readonly number: string;
  /** Absent: the person's number stays as it was. */
  readonly keeps?: Keeps;
}

/**
 * The number that a text to a pool goes from: the one that the person texted, else theirs, else one that they are given
 * now and keep. One that left the pool is nobody's. While theirs fails, another for this once, where that is allowed.
 * @returns undefined where the pool has no number
 */
export function placeInPool(
  members: readonly Member[],
  { from, kept, mayFailOver }: Wanted,
): Place | undefined {
  const has = (number: string | undefined): number is string =>
    number !== undefined && members.some((member) => member.number === number);
  const well = members.filter(({ failing }) => !failing);
  const theirs = has(from) ? from : has(kept) ? kept : chooseNumber(well.length > 0 ? well : members);
  if (theirs === undefined) return undefined;
  const keeps = theirs === kept ? {} : { keeps: { number: theirs, before: kept, texted: theirs === from } };
  const fails = members.some(({ number, failing }) => failing && number === theirs);
  const instead = fails && mayFailOver ? chooseNumber(well) : undefined;
  return { number: instead ?? theirs, ...keeps };
}
