import { timingSafeEqual } from 'node:crypto';

/**
 * Compares two signatures in a time that does not depend on where they differ. The length may show: it is
 * fixed by the algorithm and no secret.
 */
export function equalInConstantTime(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
