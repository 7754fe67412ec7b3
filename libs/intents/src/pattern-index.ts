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

type Words<V> = Map<string, Entry<V>[]>;

/** Where a pattern has a word of its own: places from the start of the text, or from its end (0 is the last word). */
interface Anchor {
  readonly end: 'start' | 'end';
  readonly place: number;
  readonly word: string;
}

/**
 * Patterns by one own word and its place: a text is compared only with those whose word stands there. Of several the
 * rarest is taken, so that many patterns that begin alike are not all looked at.
 */
export class PatternIndex<V> {
  private readonly anchored = { start: new Map<number, Words<V>>(), end: new Map<number, Words<V>>() };
  private readonly numbersOnly: Entry<V>[] = [];

  constructor(entries: Iterable<readonly [pattern: KeywordPattern, value: V]>) {
    const all = [...entries].map(([pattern, value]) => ({
      entry: { pattern, value },
      anchors: anchorsOf(pattern),
    }));
    const uses = new Map<string, number>();
    for (const { anchors } of all) for (const each of anchors) uses.set(nameOf(each), usesOf(uses, each) + 1);
    for (const { entry, anchors } of all) {
      const [rarest] = anchors.toSorted((a, b) => usesOf(uses, a) - usesOf(uses, b));
      if (rarest) this.put(rarest, entry);
      else this.numbersOnly.push(entry);
    }
  }

  /** Every pattern that the whole text fits, the most specific first. */
  find({ words, complete }: Reading): PatternMatch<V>[] {
    const found: PatternMatch<V>[] = [];
    if (!complete) return found;
    const { start, end } = this.anchored;
    for (const [place, byWord] of start) take(found, byWord.get(words[place] ?? ''), words);
    for (const [place, byWord] of end) take(found, byWord.get(words[words.length - 1 - place] ?? ''), words);
    take(found, this.numbersOnly, words);
    return found.length < 2 ? found : found.sort((a, b) => bySpecificity(a.pattern, b.pattern));
  }

  private put({ end, place, word }: Anchor, entry: Entry<V>): void {
    const places = this.anchored[end];
    const byWord = places.get(place) ?? new Map<string, Entry<V>[]>();
    places.set(place, byWord.set(word, [...(byWord.get(word) ?? []), entry]));
  }
}

function anchorsOf({ before, after }: KeywordPattern): Anchor[] {
  const own = (places: KeywordPattern['before'], end: Anchor['end']): Anchor[] =>
    places.flatMap((each, at) =>
      each.kind === 'literal'
        ? [{ end, place: end === 'start' ? at : places.length - 1 - at, word: each.word }]
        : [],
    );
  return [...own(before, 'start'), ...own(after, 'end')];
}

function nameOf({ end, place, word }: Anchor): string {
  return `${end} ${place} ${word}`;
}

function usesOf(uses: ReadonlyMap<string, number>, anchor: Anchor): number {
  return uses.get(nameOf(anchor)) ?? 0;
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
