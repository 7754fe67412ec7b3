import { normalizeForMatching, wordsOf } from '@parley/sms';

/** A text as the rules look at it, made once. */
export interface Reading {
  /** As the person wrote it. */
  readonly raw: string;
  readonly normalized: string;
  /** The first words; a text with more says more than any rule knows. */
  readonly words: readonly string[];
  /** Whether `words` are all that the text has. */
  readonly complete: boolean;
}

const MOST_WORDS = 24;

/** Normalises a text and parts it into words; keywords are read the same way, so that they meet. */
export function readText(raw: string): Reading {
  const normalized = normalizeForMatching(raw);
  const words = wordsOf(normalized, MOST_WORDS + 1);
  const complete = words.length <= MOST_WORDS;
  return { raw, normalized, words, complete };
}
