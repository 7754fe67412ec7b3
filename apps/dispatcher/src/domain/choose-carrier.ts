import { LEAST_HEALTH, quicknessOf } from './carrier-health.js';

/** A carrier that a sender's texts may go by. */
export interface Candidate {
  readonly carrier: string;
  /** What it is to get, beside the others' weights. */
  readonly weight: number;
  /** `LEAST_HEALTH` to 1. */
  readonly health: number;
  /** How long it takes to answer, ms, where that is known. */
  readonly answerMs?: number;
}

export interface Share {
  readonly carrier: string;
  /** 0 to 1, never 0; all of them together are 1. */
  readonly share: number;
}

/** What part of a sender's texts each carrier is to get now: weight × health, less where it is slow beside the others. */
export function sharesOf(candidates: readonly Candidate[]): Share[] {
  const quickestMs = Math.min(...candidates.map(({ answerMs }) => answerMs ?? Infinity));
  const quickest = Number.isFinite(quickestMs) ? quickestMs : undefined;
  const parts = candidates.map(({ weight, health, answerMs }) => {
    return weight * Math.max(LEAST_HEALTH, health * quicknessOf(answerMs, quickest));
  });
  const all = parts.reduce((sum, part) => sum + part, 0);
  return candidates.map(({ carrier }, i) => ({ carrier, share: parts[i]! / all }));
}

/**
 * In which order a claim asks the carriers: the first by chance and share, the others, which are asked when it takes
 * nothing, by their shares.
 * @param draw 0 to 1, drawn by the caller
 */
export function orderCarriers(shares: readonly Share[], draw: number): string[] {
  let below = 0;
  const drawn = shares.find(({ share }) => (below += share) > draw) ?? shares.at(-1);
  const others = shares.filter((share) => share !== drawn).toSorted((a, b) => b.share - a.share);
  return [...(drawn ? [drawn] : []), ...others].map(({ carrier }) => carrier);
}
