import fc from 'fast-check';
import { readNumbers } from './number-list.js';

describe('a list of numbers', () => {
  it('is read as people paste it, each number once', () => {
    const list = readNumbers('+14155550101\r\n(415) 555-0102; "+1 415 555 0101"\n\n+4915112345678,', 'US');
    expect(list).toEqual({
      numbers: ['+14155550101', '+14155550102', '+4915112345678'],
      refused: [],
      repeated: 1,
    });
  });

  it('says of what is no number where it stands and why', () => {
    const { numbers, refused } = readNumbers('number\n+14155550101\n12', 'US');
    expect(numbers).toEqual(['+14155550101']);
    expect(refused.map(({ line, written, code }) => [line, written, code])).toEqual([
      [1, 'number', 'NUMBER_MALFORMED'],
      [3, '12', expect.stringMatching(/^NUMBER_/)],
    ]);
  });

  it('loses nothing: every piece is a number, a repeat or refused', () => {
    const piece = fc.oneof(
      fc.constantFrom('+14155550101', '415 555 0102', 'x', '1'),
      fc.stringMatching(/^[^,;\t\r\n"]{1,12}$/),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.constantFrom(',', '\n', '\t', ';'), (pieces, comma) => {
        const { numbers, refused, repeated } = readNumbers(pieces.join(comma), 'US');
        const written = pieces.filter((each) => each.trim() !== '').length;
        expect(numbers.length + refused.length + repeated).toBe(written);
        expect(new Set(numbers).size).toBe(numbers.length);
      }),
    );
  });
});
