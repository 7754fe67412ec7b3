import type { KeywordConfigured } from '@parley/contracts';
import {
  captures,
  exitsOf,
  isTemplate,
  isZone,
  KeywordIndex,
  pauses,
  readText,
  recognizeCompliance,
  TEMPLATE_OPTIONS,
  type KeywordPattern,
} from '@parley/intents';
import { keywordOf } from './declared-config.js';
import type { KeywordEntry } from './parley-file.schema.js';

export { parsePattern, relationOf as patternRelation, type KeywordPattern } from '@parley/intents';

/*
 * What the keyword-router would make of a word: asked of its own rules, so that the file is checked by what
 * really decides.
 */

const PURPOSES = {
  opt_out: 'an opt-out',
  opt_in: 'an opt-in',
  confirm: 'the answer to a double opt-in',
  help: 'a request for help',
} as const;

export type ReservedIntent = keyof typeof PURPOSES;

/** What a text is before any keyword is looked at; undefined for a word that is free. */
export function reservedIntent(word: string, country: string): ReservedIntent | undefined {
  return recognizeCompliance(readText(word), country)?.intent;
}

export function purposeOf(intent: ReservedIntent): string {
  return PURPOSES[intent];
}

/** The form in which words are compared; empty for what nobody can text. */
export function matchingForm(word: string): string {
  return readText(word).normalized;
}

/** The pattern's own words, as a text. */
export function patternWords({ before, after }: KeywordPattern): string {
  return [...before, ...after].flatMap((place) => (place.kind === 'literal' ? [place.word] : [])).join(' ');
}

/** A text that fits the pattern by words that no keyword has, and whether it gives anything to be captured. */
export function patternSample(pattern: KeywordPattern): {
  readonly text: string;
  readonly captures: boolean;
} {
  const { before, gap, after } = pattern;
  const wordAt = (place: KeywordPattern['before'][number]): string =>
    place.kind === 'literal' ? place.word : place.kind === 'number' ? '7391' : 'qwxz';
  const words = [...before.map(wordAt), ...(gap ? ['qwxz', 'vwxz'] : []), ...after.map(wordAt)];
  return { text: words.join(' '), captures: captures(pattern) };
}

/** Finds, among the keywords of one sender, the one that a text reaches. */
export function keywordReader(
  keywords: readonly KeywordEntry[],
  country: string,
): (text: string) => KeywordEntry | undefined {
  const entries = new Map<KeywordConfigured, KeywordEntry>(
    keywords.map((entry) => [{ ...keywordOf(entry), revision: '' }, entry]),
  );
  const index = new KeywordIndex([...entries.keys()], country);
  return (text) => {
    const [best] = index.find(readText(text));
    return best && entries.get(best.keyword);
  };
}

export { exitsOf, isTemplate, isZone, pauses, TEMPLATE_OPTIONS };
