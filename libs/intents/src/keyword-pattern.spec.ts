import fc from 'fast-check';
import { captures, fit, parsePattern, type KeywordPattern } from './keyword-pattern.js';
import { PatternIndex } from './pattern-index.js';
import { bySpecificity, relationOf } from './pattern-order.js';
import { readText } from './reading.js';

function pattern(written: string): KeywordPattern {
  const parsed = parsePattern(written);
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.pattern;
}

const taken = (written: string, text: string) => fit(pattern(written), readText(text).words);

describe('a pattern', () => {
  it.each<[string, string, Record<string, string> | undefined]>([
    ['ORDER *', 'order 44 please', {}],
    ['ORDER *', 'order', undefined],
    ['ORDER *', 'my order 44', undefined],
    ['SIZE {number}', 'Size: 44!', { number: '44' }],
    ['SIZE {number}', 'size ４４', { number: '44' }],
    ['SIZE {number}', 'size xl', undefined],
    ['SIZE {number}', 'size 44 please', undefined],
    ['{size:number} {color:word}s', '44 reds', undefined],
    ['{first:word} meets {last:word}', 'Ann meets Bob', { first: 'ann', last: 'bob' }],
    ['is {item:text} back', 'Is the red one back?', { item: 'the red one' }],
    ['is {text} back', 'is back', undefined],
    ['* order {number}', 'where is my order 7', { number: '7' }],
    ['{number} {size:number}', '2 44', { number: '2', size: '44' }],
    ["what's new", 'What’s new?', {}],
    ['where-is-it', 'where is it', {}],
  ])('%j of %j', (written, text, captured) => {
    expect(taken(written, text)).toEqual(captured);
  });

  it.each([
    ['*', /no word of its own/],
    ['{word}', /no word of its own/],
    ['{number} *', /no word of its own/],
    ['{word} {number}', /no word of its own/],
    ['👍', /no word of its own/],
    ['', /no word of its own/],
    ['ORDER * {text}', /two gaps/],
    ['ORDER * *', /two gaps/],
    ['ORDER {size}', /holds \{size\}, which is no placeholder/],
    ['ORDER {Size:number}', /no placeholder/],
    ['ORDER {number', /no placeholder/],
    ['ORDER number}', /no placeholder/],
    ['{number} or {number} days', /two things under the name "number"/],
    [Array.from({ length: 17 }, (_, place) => `w${place}`).join(' '), /more than 16 words/],
  ])('%j is refused', (written, why) => {
    const parsed = parsePattern(written);
    expect(parsed.ok ? 'taken' : parsed.why).toMatch(why);
  });

  it('captures where something that it fits can differ', () => {
    expect(['a {number}', 'a {text}', 'a {word} b'].map((written) => captures(pattern(written)))).toEqual([
      true,
      true,
      true,
    ]);
    expect(['a *', 'a b'].map((written) => captures(pattern(written)))).toEqual([false, false]);
  });
});

describe('the order of patterns', () => {
  it.each([
    ['ORDER STATUS', 'ORDER *', 'within'],
    ['ORDER {number}', 'ORDER {word}', 'within'],
    ['ORDER 44', 'ORDER {number}', 'within'],
    ['ORDER {word}', 'ORDER *', 'within'],
    ['ORDER {number} *', 'ORDER * ', 'within'],
    ['ORDER *', 'order {text}', 'equal'],
    ['a * {word}', 'a {word} *', 'equal'],
    ['a * b c', 'a {word} * c', 'within'],
    ['ORDER {number}', 'SIZE {number}', 'apart'],
    ['a b', 'a b c', 'apart'],
    ['a *', 'a', 'apart'],
    ['a {number} b', 'a xl b', 'apart'],
    ['ORDER *', '* PLEASE', 'overlapping'],
    ['ORDER {word} now', 'ORDER {number} {word}', 'overlapping'],
    ['a * b', 'a c *', 'overlapping'],
  ])('%j and %j: %s', (a, b, relation) => {
    expect(relationOf(pattern(a), pattern(b))).toBe(relation);
    const reverse = { within: 'around', around: 'within' }[relation] ?? relation;
    expect(relationOf(pattern(b), pattern(a))).toBe(reverse);
  });

  const words = ['a', 'b', '1', '2'];
  const place = fc.constantFrom('a', 'b', '1', 'N', 'W', '*');
  const written = fc
    .array(place, { minLength: 1, maxLength: 4 })
    .map((places) =>
      places
        .map((each, at) => (each === 'N' ? `{n${at}:number}` : each === 'W' ? `{w${at}:word}` : each))
        .join(' '),
    )
    .filter((text) => parsePattern(text).ok);

  /** Every text of these words, up to six of them: two patterns of four places meet in no longer one first. */
  const texts: string[][] = [[]];
  for (let at = 0; texts[at]!.length < 6; at++) for (const word of words) texts.push([...texts[at]!, word]);

  it('says of every two patterns how their texts lie to each other', () => {
    const check = (a: string, b: string) => {
      const [first, second] = [pattern(a), pattern(b)];
      const fits = texts.map(
        (text) => [fit(first, text) !== undefined, fit(second, text) !== undefined] as const,
      );
      const both = fits.some(([one, other]) => one && other);
      const onlyFirst = fits.some(([one, other]) => one && !other);
      const onlySecond = fits.some(([one, other]) => !one && other);
      const seen = !both
        ? 'apart'
        : onlyFirst && onlySecond
          ? 'overlapping'
          : onlyFirst
            ? 'around'
            : onlySecond
              ? 'within'
              : 'equal';
      expect([a, b, relationOf(first, second)]).toEqual([a, b, seen]);
    };
    fc.assert(fc.property(written, written, check), { numRuns: 400 });
  });

  it('puts what lies within another first', () => {
    const check = (a: string, b: string) => {
      const [first, second] = [pattern(a), pattern(b)];
      if (relationOf(first, second) === 'within') expect(bySpecificity(first, second)).toBeLessThan(0);
    };
    fc.assert(fc.property(written, written, check), { numRuns: 3000 });
  });

  it('finds by its index what each pattern by itself fits, the most specific first', () => {
    const check = (all: string[], text: string[]) => {
      const index = new PatternIndex(all.map((each) => [pattern(each), each] as const));
      const found = index.find({ raw: '', normalized: '', words: text, complete: true });
      const fitting = all.map(pattern).filter((each) => fit(each, text) !== undefined);
      expect(found.map((match) => match.pattern.written).sort()).toEqual(
        fitting.map((each) => each.written).sort(),
      );
      expect(found).toEqual(found.toSorted((x, y) => bySpecificity(x.pattern, y.pattern)));
    };
    const text = fc.array(fc.constantFrom(...words), { maxLength: 6 });
    fc.assert(fc.property(fc.uniqueArray(written, { maxLength: 6 }), text, check), { numRuns: 1000 });
  });

  it('takes no text that is longer than any rule knows', () => {
    const index = new PatternIndex([[pattern('a *'), 1]]);
    expect(index.find(readText('a '.repeat(24)))).toHaveLength(1);
    expect(index.find(readText('a '.repeat(25)))).toEqual([]);
  });
});
