const LEAST_MS = 15;
const MOST_MS = 60;

/**
 * How long after one fetch the next may begin, ms. A loop rests twice as long as it worked, so that batches grow before the
 * machine is busy with nothing but their beginnings and ends: what arrives meanwhile shares one load, one commit and
 * one publish. The first record after a quiet moment is taken at once, as its fetch was waiting for it.
 * @param workedMs how long the records of a fetch took
 */
export function cycleMs(workedMs: number): number {
  return Math.min(MOST_MS, Math.max(LEAST_MS, 3 * workedMs));
}
