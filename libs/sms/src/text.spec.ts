import fc from 'fast-check';
import { normalizeText } from './text.js';

// Code units in any order, so lone surrogates too.
const anything = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.array(fc.constantFrom('\0', '\r', '\n', 'e', '\u0301', '\ud83d', '\ude00')).map((all) => all.join('')),
);

describe('normalizeText', () => {
  it.each([
    ['leaves a plain text alone', '  Hello, DISCOUNT!  ', '  Hello, DISCOUNT!  '],
    ['composes', 'cafe\u0301', 'café'],
    ['strips NULs', 'ST\0OP\0', 'STOP'],
    ['makes line ends LF', 'a\r\nb\r\r\nc\nd', 'a\nb\nc\nd'],
    ['keeps a lone CR', 'a\rb', 'a\rb'],
    ['keeps invisible characters', 'a\u200db\u00ad', 'a\u200db\u00ad'],
    ['keeps compatibility forms', 'ＳＴＯＰ ﬁ', 'ＳＴＯＰ ﬁ'],
    ['joins a pair that a NUL parted', '\ud83d\0\ude00', '😀'],
    ['replaces a lone surrogate', 'a\ud83db', 'a\ufffdb'],
  ])('%s', (_, raw, normalized) => {
    expect(normalizeText(raw)).toBe(normalized);
  });

  it('is idempotent, well-formed and free of NULs, whatever the text', () => {
    const check = (raw: string) => {
      const once = normalizeText(raw);
      expect(normalizeText(once)).toBe(once);
      expect(once.isWellFormed()).toBe(true);
      expect(once).not.toContain('\0');
      expect(once.normalize('NFC')).toBe(once);
    };
    fc.assert(fc.property(anything, check), { numRuns: 3000 });
  });
});
