/** So many seconds of texts that wait at a number halve its weight. */
export const WAITING_HALVES_S = 30;

/** A number of a pool that a person may be given. */
export interface Candidate {
  readonly number: string;
  /** Its contract. */
  readonly segmentsPerSecond: number;
  /** Segments that wait at it. */
  readonly waiting: number;
  /** It is of the person's country. */
  readonly near: boolean;
  /** 0 to 1, a hash of the person and this number: the same for ever. */
  readonly draw: number;
}

/**
 * Which number a person gets: by contract, less where much waits, those of their country first. Weighted rendezvous
 * hashing: the chance of each is its share of the weights, and a change of weights moves no more people than it has to.
 * @returns undefined where there is none
 */
export function chooseNumber(candidates: readonly Candidate[]): string | undefined {
  const near = candidates.filter((each) => each.near);
  let best: Candidate | undefined;
  let bestScore = -Infinity;
  for (const candidate of near.length > 0 ? near : candidates) {
    const score = Math.log(Math.max(candidate.draw, Number.MIN_VALUE)) / weightOf(candidate); // -∞ to 0
    if (best === undefined || score > bestScore) [best, bestScore] = [candidate, score];
  }
  return best?.number;
}

/** Its contract, less where texts wait. */
export function weightOf({
  segmentsPerSecond,
  waiting,
}: Pick<Candidate, 'segmentsPerSecond' | 'waiting'>): number {
  return segmentsPerSecond / (1 + waiting / segmentsPerSecond / WAITING_HALVES_S);
}
