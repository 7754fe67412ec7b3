import fc from 'fast-check';
import { wrapped } from './wrapped.js';

describe('a wrapped text', () => {
  it.each([
    ['fits', '  heard  ', 'Welcome to the club!', 40, ['  heard  Welcome to the club!']],
    [
      'goes on below itself',
      '  heard  ',
      'Welcome to the Sweater Club!',
      29,
      ['  heard  Welcome to the', '         Sweater Club!'],
    ],
    ['keeps its own lines', '> ', 'Which?\n1 red\n2 blue', 80, ['> Which?', '  1 red', '  2 blue']],
    [
      'keeps a long word whole',
      '',
      '{"program":"sweater-club"} in',
      16,
      ['{"program":"sweater-club"}', 'in'],
    ],
    [
      'has room in any window',
      '0123456789',
      'a text in a window',
      5,
      ['0123456789a text in a', '          window'],
    ],
    ['is nothing', '> ', '', 80, ['> ']],
  ])('%s', (_what, lead, text, columns, lines) => expect(wrapped(lead, text, columns)).toEqual(lines));

  it('is coloured piece by piece', () => {
    expect(wrapped('> ', 'one two three four', 16, (piece) => `<${piece}>`)).toEqual([
      '> <one two three>',
      '  <four>',
    ]);
  });

  it('says every word, in its order, and nothing in a wider line than it must', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { minLength: 1 });
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 90 }), (said, columns) => {
        const lines = wrapped('', said.join(' '), columns);
        expect(lines.join(' ')).toBe(said.join(' '));
        for (const line of lines) if (line.includes(' ')) expect(line.length).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
