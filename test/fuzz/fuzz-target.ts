import type { Random } from '../faults/random.js';

/** What became of an input: taken, or refused with a code that stays. */
export interface Verdict {
  readonly refused?: string;
}

/** One door by which the world reaches Parley, and what is thrown at it. */
export interface FuzzTarget<I = unknown> {
  readonly name: string;
  /** Makes an input: the same from the same randomness, as plain data with buffers in it. */
  draw(random: Random): I;
  /**
   * Hands the input to what is under test.
   *
   * @throws whatever that throws, and `NoReasonError` where a refusal has no code: both are crashes
   */
  feed(input: I): Verdict | Promise<Verdict>;
}

/** A refusal that does not say why in a code and a sentence. */
export class NoReasonError extends Error {
  constructor(refusal: unknown) {
    super(`A refusal without a reason: ${JSON.stringify(refusal)}`);
    this.name = 'NoReasonError';
  }
}

const CODE = /^[A-Z][A-Z0-9_]+$/;

/** A refusal, where it has a code that scripts can rely on and a sentence. */
export function refusedWith(refusal: { readonly code: string; readonly message?: string }): Verdict {
  if (!CODE.test(refusal.code) || refusal.message === '') throw new NoReasonError(refusal);
  return { refused: refusal.code };
}

export const ACCEPTED: Verdict = {};
