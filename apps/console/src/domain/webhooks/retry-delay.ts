/** s before the second attempt, the third, and so on (the schedule of Standard Webhooks, shortened to 52 h). */
const DELAYS_S = [5, 60, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000] as const;
/** Each comes up to this share later, so that what failed together doesn't come back together. */
const JITTER = 0.2;
const LONGEST_REST_S = 300;

/** How often a delivery is tried before it has failed. */
export const MOST_ATTEMPTS = DELAYS_S.length + 1;

/**
 * How long a delivery waits after its attempt n (from 1), in seconds; undefined: it was the last.
 *
 * @param random 0 ≤ random < 1
 */
export function retryDelayS(attempt: number, random: number): number | undefined {
  const delay = DELAYS_S[attempt - 1];
  return delay === undefined ? undefined : delay * (1 + JITTER * random);
}

/** How long an endpoint that is away rests as a whole after its failure n in a row (from 1), in seconds. */
export function restS(failures: number): number {
  return Math.min(LONGEST_REST_S, 2 ** (failures - 1));
}
