import { COMPANY, CONFIRM_WORDS, HELP_WORDS, OPT_IN_WORDS, REASONS } from './compliance-words.js';
import { OPT_OUT_WORDS } from './opt-out-words.js';
import { PHRASE_OPENINGS, REVOCATION_PHRASES } from './revocation-phrases.js';

const FIRST_WORDS: ReadonlySet<string> = new Set(
  [
    ...[...OPT_OUT_WORDS, ...OPT_IN_WORDS, ...CONFIRM_WORDS, ...HELP_WORDS].map(({ word }) => word),
    ...[...COMPANY, ...REASONS, ...PHRASE_OPENINGS, ...REVOCATION_PHRASES],
  ].map((phrase) => phrase.split(' ')[0]!),
);

/**
 * Whether any compliance rule knows texts that begin with this word: one of its words, a single letter (of one that
 * is spelled), or digits. A look-up in place of eight rules for the texts that are none.
 */
export function mayBegin(word: string | undefined): boolean {
  if (word === undefined) return false;
  const code = word.charCodeAt(0);
  const isLetter = code >= 0x61 && code <= 0x7a;
  return word.length === 1 || !isLetter || FIRST_WORDS.has(word);
}
