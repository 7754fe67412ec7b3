import { isNumber, type KeywordPattern, type PatternPlace } from './keyword-pattern.js';

/**
 * The most specific first: whatever fits every text that another fits, and more, comes after it. More words of its own,
 * then more numbers, then more places, then without a gap; by name where nothing tells them apart.
 */
export function bySpecificity(a: KeywordPattern, b: KeywordPattern): number {
  return (
    count(b, 'literal') - count(a, 'literal') ||
    count(b, 'number') - count(a, 'number') ||
    count(b, 'word') - count(a, 'word') ||
    Number(a.gap !== undefined) - Number(b.gap !== undefined) ||
    (a.written < b.written ? -1 : 1)
  );
}

/** How the texts of two patterns lie to each other. Where they only overlap, no order is the right one. */
export type Relation = 'equal' | 'within' | 'around' | 'overlapping' | 'apart';

export function relationOf(a: KeywordPattern, b: KeywordPattern): Relation {
  if (!overlap(a, b)) return 'apart';
  const within = isWithin(a, b);
  const around = isWithin(b, a);
  if (within && around) return 'equal';
  return within ? 'within' : around ? 'around' : 'overlapping';
}

function overlap(a: KeywordPattern, b: KeywordPattern): boolean {
  if (!a.gap && !b.gap) return a.before.length === b.before.length && meetFromStart(a.before, b.before);
  if (!a.gap) return overlap(b, a);
  // A gap can be as long as it takes, so the two ends never meet in between.
  if (b.gap) return meetFromStart(a.before, b.before) && meetFromEnd(a.after, b.after);
  return (
    b.before.length > a.before.length + a.after.length &&
    meetFromStart(a.before, b.before) &&
    meetFromEnd(a.after, b.before)
  );
}

/** Whether every text of `a` is one of `b`. */
function isWithin(a: KeywordPattern, b: KeywordPattern): boolean {
  if (!b.gap) return !a.gap && a.before.length === b.before.length && every(a.before, b.before);
  const from = gapToTheRight(b);
  if (!a.gap) {
    const { length } = a.before;
    return (
      length > from.before.length + from.after.length &&
      every(a.before, from.before) &&
      every(a.before.slice(length - from.after.length), from.after)
    );
  }
  const of = gapToTheRight(a);
  if (of.before.length + of.after.length < from.before.length + from.after.length) return false;
  if (of.after.length < from.after.length) return false;
  if (!every(of.after.slice(of.after.length - from.after.length), from.after)) return false;
  // Where `b` has more places before its gap, those stand in the gap of `a`, which holds any word.
  const free = from.before.slice(of.before.length);
  return (
    every(of.before, from.before.slice(0, of.before.length)) && free.every(({ kind }) => kind === 'word')
  );
}

/** `* {word} x` fits the same texts as `{word} * x`: written one way, they can be compared. */
function gapToTheRight({ before, after }: KeywordPattern): { before: PatternPlace[]; after: PatternPlace[] } {
  const firstOwn = after.findIndex(({ kind }) => kind !== 'word');
  const moved = firstOwn < 0 ? after.length : firstOwn;
  return { before: [...before, ...after.slice(0, moved)], after: after.slice(moved) };
}

function every(narrow: readonly PatternPlace[], wide: readonly PatternPlace[]): boolean {
  return wide.every((place, at) => {
    const other = narrow[at]!;
    if (place.kind === 'word') return true;
    if (place.kind === 'literal') return other.kind === 'literal' && other.word === place.word;
    return other.kind === 'number' || (other.kind === 'literal' && isNumber(other.word));
  });
}

function meetFromStart(a: readonly PatternPlace[], b: readonly PatternPlace[]): boolean {
  return a.slice(0, b.length).every((place, at) => meet(place, b[at]!));
}

function meetFromEnd(a: readonly PatternPlace[], b: readonly PatternPlace[]): boolean {
  return meetFromStart(a.toReversed(), b.toReversed());
}

function meet(a: PatternPlace, b: PatternPlace): boolean {
  if (a.kind === 'literal' && b.kind === 'literal') return a.word === b.word;
  if (a.kind === 'literal') return b.kind !== 'number' || isNumber(a.word);
  return b.kind !== 'literal' || a.kind !== 'number' || isNumber(b.word);
}

function count({ before, after }: KeywordPattern, kind: PatternPlace['kind']): number {
  return [...before, ...after].filter((place) => place.kind === kind).length;
}
