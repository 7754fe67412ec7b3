import { company } from './compliance-dictionary.js';
import { REASONS } from './compliance-words.js';
import { PhraseTable } from './phrase-table.js';
import {
  PHRASE_ENDINGS,
  PHRASE_OPENINGS,
  REVOCATION_PHRASES,
  WORDS_FOR_EVERYTHING,
} from './revocation-phrases.js';

/** A recognised phrase; scope is set where it says that it means everything. */
export interface Revocation {
  readonly phrase: string;
  readonly scope: 'sender' | undefined;
}

const MOST_WORDS = 16;
const openings = new PhraseTable(PHRASE_OPENINGS.map((phrase) => [phrase, true] as const));
const endings = new PhraseTable([...PHRASE_ENDINGS, ...REASONS].map((phrase) => [phrase, true] as const));
const firstWords = new Set([...REVOCATION_PHRASES].map((phrase) => phrase.split(' ')[0]!));

/** The plain-language revocation that a text is as a whole, whatever courtesies it carries. */
export function recognizeRevocation(words: readonly string[]): Revocation | undefined {
  if (words.length < 2 || words.length > MOST_WORDS) return undefined;
  const core = withoutCompany(words);
  const begin = openings.longestAt(core, 0)?.words.length ?? 0;
  if (!firstWords.has(core[begin] ?? '')) return undefined;
  // The whole of it, or all but an ending.
  for (let end = core.length; end > begin; end--) {
    if (end < core.length && end + (endings.longestAt(core, end)?.words.length ?? 0) !== core.length)
      continue;
    const said = core.slice(begin, end);
    const phrase = said.join(' ');
    if (!REVOCATION_PHRASES.has(phrase)) continue;
    const everything = WORDS_FOR_EVERYTHING.some((word) => said.includes(word));
    return { phrase, scope: everything ? 'sender' : undefined };
  }
  return undefined;
}

function withoutCompany(words: readonly string[]): string[] {
  const core: string[] = [];
  for (let at = 0; at < words.length;) {
    const length = company.longestAt(words, at)?.words.length;
    if (length === undefined) core.push(words[at]!);
    at += length ?? 1;
  }
  return core;
}
