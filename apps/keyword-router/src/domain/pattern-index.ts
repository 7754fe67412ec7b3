import { fit, type KeywordPattern } from './keyword-pattern.js';
import { bySpecificity } from './pattern-order.js';
import type { Reading } from './reading.js';

/** A pattern that a text fits, and what its placeholders took. */
export interface PatternMatch<V> {
  readonly pattern: KeywordPattern;
  readonly value: V;
  readonly captured: Readonly<Record<string, string>>;
}

interface Entry<V> {
  readonly pattern: KeywordPattern;
  readonly value: V;
}

/** Patterns by their first own word and its place: a text is compared only with those whose word stands there. */
type Places<V> = Map<number, Map<string, Entry<V>[]>>;

export class PatternIndex<V> {
  /** Places from the start of the text, and from its end (0 is the last word). */
  private readonly fromStart: Places<V> = new Map();
  private readonly fromEnd: Places<V> = new Map();
  private readonly numbersOnly: Entry<V>[] = [];

  constructor(entries: Iterable<readonly [pattern: KeywordPattern, value: V]>) {
    for (const [pattern, value] of entries) this.add({ pattern, value });
  }

  /** Every pattern that the whole text fits, the most specific first. */
  find({ words, complete }: Reading): PatternMatch<V>[] {
    const found: PatternMatch<V>[] = [];
    if (!complete) return found;
    for (const [place, byWord] of this.fromStart) take(found, byWord.get(words[place] ?? ''), words);
    for (const [place, byWord] of this.fromEnd) {
      take(found, byWord.get(words[words.length - 1 - place] ?? ''), words);
    }
    take(found, this.numbersOnly, words);
    return found.length < 2 ? found : found.sort((a, b) => bySpecificity(a.pattern, b.pattern));
  }

  private add(entry: Entry<V>): void {
    const { before, after } = entry.pattern;
    const start = before.findIndex(({ kind }) => kind === 'literal');
    if (start >= 0) return put(this.fromStart, start, before[start], entry);
    const end = after.findLastIndex(({ kind }) => kind === 'literal');
    if (end >= 0) return put(this.fromEnd, after.length - 1 - end, after[end], entry);
    this.numbersOnly.push(entry);
  }
}

function put<V>(
  places: Places<V>,
  at: number,
  place: KeywordPattern['before'][number] | undefined,
  entry: Entry<V>,
): void {
  if (place?.kind !== 'literal') return;
  const byWord = places.get(at) ?? new Map<string, Entry<V>[]>();
  byWord.set(place.word, [...(byWord.get(place.word) ?? []), entry]);
  places.set(at, byWord);
}

function take<V>(
  found: PatternMatch<V>[],
  entries: readonly Entry<V>[] | undefined,
  words: readonly string[],
): void {
  for (const { pattern, value } of entries ?? []) {
    const captured = fit(pattern, words);
    if (captured) found.push({ pattern, value, captured });
  }
}
