import { createHmac } from 'node:crypto';
import { normalizeForMatching, wordsOf } from '@parley/sms';

/** More are a text of 1,600 characters seldom. */
const MOST_WORDS = 300;

/**
 * What sealed texts are found by: a number for each of their words, 32 bits of its HMAC under the pepper, which tells
 * nobody without it what the word was. Two words in 4 billion share one.
 */
export class WordMarks {
  private readonly key: Buffer;

  constructor(pepper: string) {
    this.key = createHmac('sha256', pepper).update('parley/word-marks').digest();
  }

  /** The marks of a text's words, whatever their case, each once. */
  of(text: string): number[] {
    const words = new Set(wordsOf(normalizeForMatching(text), MOST_WORDS));
    return [...words].map((word) => createHmac('sha256', this.key).update(word).digest().readInt32BE(0));
  }
}
