import fc from 'fast-check';
import type { KeywordConfigured } from '@parley/contracts';
import { KeywordIndex } from './keyword-index.js';
import { readText } from './reading.js';

function keyword(word: string, aliases: string[] = []): KeywordConfigured {
  return { sender: '12345', keyword: word, revision: 'r1', aliases, action: 'reply', reply: word };
}

const index = new KeywordIndex(
  [
    keyword('DISCOUNT', ['SALE', '30% off']),
    keyword('JOIN'),
    keyword('JOIN VIP'),
    keyword('VIP', ['join now']),
    keyword('👍'),
    keyword('?'),
    keyword('AT&T'),
    keyword('Café'),
    keyword('STOP', ['leave']),
    keyword('GO', ['end', 'Unsubscribe']),
  ],
  'US',
);

const found = (text: string) =>
  index.find(readText(text)).map((match) => [match.rule, match.keyword.keyword]);

describe('KeywordIndex', () => {
  it.each([
    ['DISCOUNT', [['keyword/exact', 'DISCOUNT']]],
    ['discount!', [['keyword/exact', 'DISCOUNT']]],
    ['Ｄiscount\u200b', [['keyword/exact', 'DISCOUNT']]],
    ['discount please, for two', [['keyword/first-word', 'DISCOUNT']]],
    ['Discount❤', [['keyword/first-word', 'DISCOUNT']]],
    ['discounts', []],
    ['my discount', []],
    ['sale', [['keyword/alias', 'DISCOUNT']]],
    ['30% OFF', [['keyword/alias', 'DISCOUNT']]],
    ['sale today?', [['keyword/alias-first-word', 'DISCOUNT']]],
    [
      'join vip',
      [
        ['keyword/exact', 'JOIN VIP'],
        ['keyword/first-word', 'JOIN'],
      ],
    ],
    [
      'join vip today',
      [
        ['keyword/first-word', 'JOIN VIP'],
        ['keyword/first-word', 'JOIN'],
      ],
    ],
    ['join the club', [['keyword/first-word', 'JOIN']]],
    [
      'join now',
      [
        ['keyword/first-word', 'JOIN'],
        ['keyword/alias', 'VIP'],
      ],
    ],
    ['👍', [['keyword/exact', '👍']]],
    ['?', [['keyword/exact', '?']]],
    ['at&t', [['keyword/exact', 'AT&T']]],
    ['at&t deals', [['keyword/first-word', 'AT&T']]],
    ['CAFE\u0301', [['keyword/exact', 'Café']]],
    ['cafe', []],
    ['', []],
  ])('%j', (text, matches) => {
    expect(found(text)).toEqual(matches);
  });

  it('names every keyword and alias that a text begins with, the most words first', () => {
    const nested = new KeywordIndex(
      [
        keyword('PING'),
        keyword('PING PONG'),
        keyword('PING PONG TABLE', ['ping pong net']),
        keyword('NET', ['ping']),
      ],
      'US',
    );
    const named = (text: string) =>
      nested.find(readText(text)).map(({ rule, matched }) => `${rule} ${matched}`);
    expect(named('ping pong')).toEqual([
      'keyword/exact PING PONG',
      'keyword/first-word PING',
      'keyword/alias-first-word ping',
    ]);
    expect(named('ping pong table, two')).toEqual([
      'keyword/first-word PING PONG TABLE',
      'keyword/first-word PING PONG',
      'keyword/first-word PING',
      'keyword/alias-first-word ping',
    ]);
    expect(named('ping pong net')).toEqual([
      'keyword/first-word PING PONG',
      'keyword/first-word PING',
      'keyword/alias ping pong net',
      'keyword/alias-first-word ping',
    ]);
  });

  it('leaves out what the compliance words take, and says so', () => {
    expect(index.reserved).toEqual([
      { keyword: 'GO', word: 'end' },
      { keyword: 'GO', word: 'Unsubscribe' },
      { keyword: 'STOP', word: 'STOP' },
    ]);
    expect(found('stop the music')).toEqual([]);
    expect(found('end')).toEqual([]);
    expect(found('leave')).toEqual([['keyword/alias', 'STOP']]);
  });

  it('gives the same in whatever order the keywords came', () => {
    const words = ['sale', 'Sale', 'SALE ', 'sale now', 'now', 'Now!'].map((word) =>
      keyword(word, ['x', word + 's']),
    );
    const texts = ['sale', 'sale now', 'now', 'nows', 'x', 'x y'];
    const answers = (all: KeywordConfigured[]) => {
      const built = new KeywordIndex(all, 'US');
      return texts.map((text) => built.find(readText(text)));
    };
    const expected = answers(words);
    const shuffled = fc.shuffledSubarray(words, { minLength: words.length });
    fc.assert(fc.property(shuffled, (all) => expect(answers(all)).toEqual(expected)));
  });

  it('finds every one of 10,000 keywords, whatever its letter case and company', () => {
    const words = Array.from({ length: 10_000 }, (_, number) => `K${number.toString(36)}`);
    const large = new KeywordIndex(
      words.map((word) => keyword(word)),
      'US',
    );
    for (const word of words) {
      expect(large.find(readText(word.toUpperCase()))[0]).toMatchObject({
        rule: 'keyword/exact',
        matched: word,
      });
      expect(large.find(readText(`${word}, now`))[0]).toMatchObject({
        rule: 'keyword/first-word',
        matched: word,
      });
    }
  });
});
