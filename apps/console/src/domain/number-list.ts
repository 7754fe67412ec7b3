import { normalizeNumber } from '@parley/sms';

/** A piece of a list that is no number, and why. */
export interface RefusedNumber {
  /** Counted from 1. */
  readonly line: number;
  /** As it was written, shortened. */
  readonly written: string;
  readonly code: string;
  readonly message: string;
}

export interface NumberList {
  /** E.164, each once, in the order in which they came. */
  readonly numbers: readonly string[];
  readonly refused: readonly RefusedNumber[];
  /** How many were there before. */
  readonly repeated: number;
}

const LONGEST_SHOWN = 40;

/**
 * Reads a list of numbers as people paste it: one a line, or several parted by commas, semicolons or tabs; each as
 * `normalizeNumber` reads it. Quotes around a number, as tables write them, don't count.
 *
 * @param country ISO 3166; numbers without their country code are read as this country's
 */
export function readNumbers(written: string, country: string): NumberList {
  const numbers = new Set<string>();
  const refused: RefusedNumber[] = [];
  let repeated = 0;
  for (const [place, line] of written.split(/\r\n|\r|\n/).entries()) {
    for (const piece of line.split(/[,;\t]/)) {
      const word = piece.trim().replace(/^"(.*)"$/, '$1');
      if (word === '') continue;
      const read = normalizeNumber(word, country);
      if (!read.ok) {
        const { code, message } = read;
        refused.push({ line: place + 1, written: word.slice(0, LONGEST_SHOWN), code, message });
      } else if (numbers.has(read.e164)) repeated += 1;
      else numbers.add(read.e164);
    }
  }
  return { numbers: [...numbers], refused, repeated };
}
