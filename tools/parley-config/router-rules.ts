import type { KeywordConfigured } from '@parley/contracts';
import { recognizeCompliance } from '../../apps/keyword-router/src/domain/compliance.js';
import { exitsOf, pauses } from '../../apps/keyword-router/src/domain/flow/flow-graph.js';
import { isTemplate, TEMPLATE_OPTIONS } from '../../apps/keyword-router/src/domain/flow/template-options.js';
import { isZone } from '../../apps/keyword-router/src/domain/flow/time-of-day.js';
import { KeywordIndex } from '../../apps/keyword-router/src/domain/keyword-index.js';
import { captures, type KeywordPattern } from '../../apps/keyword-router/src/domain/keyword-pattern.js';
import { readText } from '../../apps/keyword-router/src/domain/reading.js';
import { keywordOf } from './declared-config.js';
import type { KeywordEntry } from './parley-file.schema.js';

export { parsePattern, type KeywordPattern } from '../../apps/keyword-router/src/domain/keyword-pattern.js';
export { relationOf as patternRelation } from '../../apps/keyword-router/src/domain/pattern-order.js';

/*
 * What the keyword-router would make of a word: asked of its own rules, so that the file is checked by what
 * really decides. The only file here that looks into an app, and only into its domain.
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
