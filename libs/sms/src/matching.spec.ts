import fc from 'fast-check';
import { anyCharacter } from '@parley/testing/any-character';
import { normalizeForMatching } from './matching.js';

const codeUnits = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));
const tricky = fc
  .array(
    fc.constantFrom(
      ...'sS .!?\n\t\u200d\u00ad\ufeff\u0307iIİıßςΣﬁＳ\u0345\u034f\u0301\ud83d\ude00\u3164-'.split(''),
    ),
  )
  .map((all) => all.join(''));
const anything = fc.oneof(
  codeUnits,
  tricky,
  fc.string({ unit: anyCharacter }),
  fc.string({ unit: 'grapheme' }),
);

describe('normalizeForMatching', () => {
  it.each([
    ['DISCOUNT', 'discount'],
    ['STOP.', 'stop'],
    [' stop', 'stop'],
    ['stop\nplease', 'stop please'],
    ['Stop.  Thank\t you!!!', 'stop. thank you'],
    ['¡STOP!', 'stop'],
    ['“Stop”', 'stop'],
    ['ＳＴＯＰ', 'stop'],
    ['𝐒𝐓𝐎𝐏', 'stop'],
    ['Ⓢⓣⓞⓟ', 'stop'],
    ['S\u200dT\u200cO\u00adP\ufeff', 'stop'],
    ['STOP\ufe0f', 'stop'],
    ['ST\u0000OP', 'stop'],
    ['stop\u00a0please', 'stop please'],
    ['STRASSE', 'strasse'],
    ['Straße', 'strasse'],
    ['İPTAL', 'iptal'],
    ['ıptal', 'iptal'],
    ['ΤΕΛΟΣ', 'τελοσ'],
    ['τέλος', 'τέλοσ'],
    ['cafe\u0301', 'café'],
    ['#Discount', 'discount'],
    ['opt-out', 'opt-out'],
    ['?', '?'],
    [' ?! ', '?!'],
    ['👍', '👍'],
    ['', ''],
    [' \n ', ''],
  ])('%j is %j', (raw, normalized) => {
    expect(normalizeForMatching(raw)).toBe(normalized);
  });

  it('is idempotent and never throws, whatever the text', () => {
    const check = (raw: string) => {
      const once = normalizeForMatching(raw);
      expect(normalizeForMatching(once)).toBe(once);
    };
    fc.assert(fc.property(anything, check), { numRuns: 5000 });
  });

  it('is idempotent on every character (the planes above the third hold none but tags)', () => {
    const unstable: string[] = [];
    for (let code = 0; code <= 0x33fff; code++) {
      const once = normalizeForMatching(`x${String.fromCodePoint(code)}x`);
      if (normalizeForMatching(once) !== once) unstable.push(code.toString(16));
    }
    expect(unstable).toEqual([]);
  });

  it('treats ASCII on its fast path as the slow path does', () => {
    const ascii = fc.string({
      unit: fc.integer({ min: 0, max: 0x7e }).map((code) => String.fromCharCode(code)),
    });
    // A soft hyphen sends a text down the slow path, and vanishes there.
    const check = (text: string) =>
      expect(normalizeForMatching(text)).toBe(normalizeForMatching(`${text}\u00ad`));
    fc.assert(fc.property(ascii, check), { numRuns: 3000 });
  });

  it('sees no difference in letter case, invisible characters, or punctuation around', () => {
    const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');
    const hidden = fc.constantFrom('', '\u200b', '\u200d', '\u00ad', '\u2060', '\ufe0f', '\u0007');
    const edge = fc.string({ unit: fc.constantFrom(...' .,!?…"“”\n-–()') });
    const check = (parts: [string, boolean, string][], before: string, after: string) => {
      const plain = parts.map(([character]) => character).join('');
      const dressed = parts.map(
        ([character, upper, extra]) => (upper ? character.toUpperCase() : character) + extra,
      );
      expect(normalizeForMatching(before + dressed.join('') + after)).toBe(plain);
    };
    const word = fc.array(fc.tuple(letter, fc.boolean(), hidden), { minLength: 1, maxLength: 12 });
    fc.assert(fc.property(word, edge, edge, check), { numRuns: 2000 });
  });

  it('takes no longer than linear time on a run of punctuation', () => {
    const long = `${'!'.repeat(200_000)}é${'!'.repeat(200_000)}x`;
    expect(normalizeForMatching(`${long}é`)).toContain('x');
  });
});
