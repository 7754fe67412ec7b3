import { normalizeForMatching, wordsOf } from '@parley/sms';

/** One place of a pattern: a word of its own, or one word of the text. */
export type PatternPlace =
  | { readonly kind: 'literal'; readonly word: string }
  | { readonly kind: 'number' | 'word'; readonly name?: string | undefined };

/** One word or more, as many as there are. */
export interface PatternGap {
  readonly name?: string | undefined;
}

/** A form that whole texts have: fixed places, with at most one gap among them. */
export interface KeywordPattern {
  /** As it was written in parley.yaml. */
  readonly written: string;
  readonly before: readonly PatternPlace[];
  readonly gap?: PatternGap | undefined;
  /** After the gap; empty without one. */
  readonly after: readonly PatternPlace[];
}

export type ParsedPattern =
  | { readonly ok: true; readonly pattern: KeywordPattern }
  /** `why` completes the sentence `The pattern "…" …`. */
  | { readonly ok: false; readonly why: string };

const TOKEN = /\{[^{}]*\}|\*|[^\s{}*]+|[{}]/g;
const PLACEHOLDER = /^\{(?:([a-z][a-zA-Z0-9_]{0,19}):)?(number|word|text)\}$/;
const MOST_PLACES = 16;

/**
 * Reads a pattern: words, `{number}` (a word of digits), `{word}` (any one word), `*` or `{text}` (one word or more,
 * once in a pattern). A placeholder takes what stands there under its kind or a name of its own: `{size:number}`.
 * There is no more to it, so that a look-up takes a step per word whatever is written.
 */
export function parsePattern(written: string): ParsedPattern {
  const before: PatternPlace[] = [];
  const after: PatternPlace[] = [];
  const names = new Set<string>();
  let gap: PatternGap | undefined;
  for (const token of written.match(TOKEN) ?? []) {
    const special = token === '*' || token.startsWith('{') || token.startsWith('}');
    const places = special ? undefined : wordsOf(normalizeForMatching(token));
    if (places) {
      for (const word of places) (gap ? after : before).push({ kind: 'literal', word });
      continue;
    }
    const [, own, kind] = token === '*' ? ['', undefined, 'text'] : (PLACEHOLDER.exec(token) ?? []);
    if (kind === undefined) {
      return refused(
        `holds ${token}, which is no placeholder; write {number}, {word}, {text}, {name:number} or *`,
      );
    }
    const name = token === '*' ? undefined : (own ?? kind);
    if (name !== undefined && names.has(name)) {
      return refused(
        `takes two things under the name "${name}"; give each its own, as in {first:word} {last:word}`,
      );
    }
    if (name !== undefined) names.add(name);
    if (kind !== 'text') (gap ? after : before).push({ kind: kind as 'number' | 'word', name });
    else if (gap)
      return refused('has two gaps (* or {text}); what stands between them could not be told apart');
    else gap = { name };
  }
  const places = [...before, ...after];
  if (places.length > MOST_PLACES) return refused(`has more than ${MOST_PLACES} words; shorten it`);
  const anchored = places.some(({ kind }) => kind === 'literal');
  const numbers = !gap && places.length > 0 && places.every(({ kind }) => kind === 'number');
  if (!anchored && !numbers) {
    return refused(
      'has no word of its own, so it would take nearly every text; add one, or use fallbackText',
    );
  }
  return { ok: true, pattern: { written, before, gap, after } };
}

/** Whether the text gives anything to whoever reads the event. */
export function captures({ before, gap, after }: KeywordPattern): boolean {
  return gap?.name !== undefined || [...before, ...after].some((place) => place.kind !== 'literal');
}

const DIGITS = /^\p{Nd}+$/u;

export function isNumber(word: string): boolean {
  return DIGITS.test(word);
}

/** What the placeholders take from a whole text, by name; undefined where it does not fit. */
export function fit(
  { before, gap, after }: KeywordPattern,
  words: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const fixed = before.length + after.length;
  if (gap ? words.length <= fixed : words.length !== fixed) return undefined;
  const taken: Record<string, string> = {};
  const tail = words.length - after.length;
  if (!fitAll(before, words, 0, taken) || !fitAll(after, words, tail, taken)) return undefined;
  if (gap?.name !== undefined) taken[gap.name] = words.slice(before.length, tail).join(' ');
  return taken;
}

function fitAll(
  places: readonly PatternPlace[],
  words: readonly string[],
  at: number,
  taken: Record<string, string>,
): boolean {
  for (let index = 0; index < places.length; index++) {
    const place = places[index]!;
    const word = words[at + index]!;
    if (place.kind === 'literal' ? place.word !== word : place.kind === 'number' && !isNumber(word))
      return false;
    if (place.kind !== 'literal' && place.name !== undefined) taken[place.name] = word;
  }
  return true;
}

function refused(why: string): ParsedPattern {
  return { ok: false, why };
}
