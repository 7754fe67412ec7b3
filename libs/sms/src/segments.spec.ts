import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { GSM7_BASIC, GSM7_EXTENSION } from './gsm7.js';
import { countSegments } from './segments.js';

/** Slow and plain: cuts a text into the parts that are sent, for comparing and for looking at. */
function partsOf(text: string): string[] {
  const gsm = [...text].every((character) => (GSM7_BASIC + GSM7_EXTENSION).includes(character));
  const cost = (character: string) => (!gsm ? character.length : GSM7_EXTENSION.includes(character) ? 2 : 1);
  const size = (part: string) => [...part].reduce((sum, character) => sum + cost(character), 0);
  if (size(text) <= (gsm ? 160 : 70)) return [text];
  const parts = [''];
  for (const character of text) {
    const last = parts.length - 1;
    if (size(parts[last]!) + cost(character) > (gsm ? 153 : 67)) parts.push(character);
    else parts[last] += character;
  }
  return parts;
}

describe('the GSM-7 alphabet', () => {
  it('has 127 characters (the escape is the 128th) and 10 in its extension', () => {
    expect(new Set(GSM7_BASIC).size).toBe(127);
    expect(new Set(GSM7_EXTENSION).size).toBe(10);
  });

  it('has the capital cedilla, not the small one', () => {
    expect(countSegments('Ç').encoding).toBe('gsm7');
    expect(countSegments('ç').encoding).toBe('ucs2');
  });
});

describe('countSegments', () => {
  it.each([
    ['nothing', '', 'gsm7', 1, 0],
    ['a full GSM-7 message', 'a'.repeat(160), 'gsm7', 1, 160],
    ['one septet more', 'a'.repeat(161), 'gsm7', 2, 161],
    ['two full parts', 'a'.repeat(306), 'gsm7', 2, 306],
    ['two parts and a septet', 'a'.repeat(307), 'gsm7', 3, 307],
    ['euro signs in one message', '€'.repeat(80), 'gsm7', 1, 160],
    ['euro signs over it: 76 a part', '€'.repeat(153), 'gsm7', 3, 306],
    ['an escape pair at a cut', 'a'.repeat(152) + '€' + 'a'.repeat(152), 'gsm7', 3, 306],
    ['a full UCS-2 message', 'ж'.repeat(70), 'ucs2', 1, 70],
    ['one unit more', 'ж'.repeat(71), 'ucs2', 2, 71],
    ['two full UCS-2 parts', 'ж'.repeat(134), 'ucs2', 2, 134],
    ['two UCS-2 parts and a unit', 'ж'.repeat(135), 'ucs2', 3, 135],
    ['emoji: 33 a part', '😀'.repeat(67), 'ucs2', 3, 134],
    ['a surrogate pair at a cut', 'ж'.repeat(66) + '😀' + 'ж'.repeat(66), 'ucs2', 3, 134],
    ['extension characters cost one unit in UCS-2', 'ж' + '€'.repeat(69), 'ucs2', 1, 70],
    ['a lone surrogate', '\ud83d', 'ucs2', 1, 1],
    ['a lone low surrogate at a cut', 'ж'.repeat(67) + '\ude00' + 'ж'.repeat(66), 'ucs2', 2, 134],
  ])('%s', (_, text, encoding, segments, units) => {
    expect(countSegments(text)).toEqual({ encoding, segments, units });
  });

  const gsmCharacter = fc.constantFrom(...GSM7_BASIC, ...GSM7_EXTENSION, ...GSM7_EXTENSION.repeat(3));
  const gsmText = fc.array(gsmCharacter, { maxLength: 700 }).map((all) => all.join(''));
  const anyText = fc.string({ unit: 'binary', maxLength: 300 });
  const wideText = fc
    .array(fc.constantFrom('a', 'ж', '€', '😀', '漢', '\n'), { maxLength: 400 })
    .map((all) => all.join(''));

  it('cuts where a plain cutter cuts', () => {
    const check = (text: string) => expect(countSegments(text).segments).toBe(partsOf(text).length);
    fc.assert(fc.property(fc.oneof(gsmText, anyText, wideText), check), { numRuns: 2000 });
  });

  /**
   * The oracle keeps a grapheme cluster (a letter with its combining marks, an emoji of several code points) in one
   * part, and calls any cluster of several code units UCS-2. Carriers cut between code points, so the two are
   * compared on texts whose every cluster is one code point; the next test shows the difference.
   */
  it('agrees with sms-segments-calculator on 6,000 generated texts', () => {
    let compared = 0;
    const check = (text: string) => {
      const oracle = new SegmentedMessage(text, 'auto', false);
      if (oracle.graphemes.some((grapheme) => [...grapheme].length > 1)) return;
      compared += 1;
      const { encoding, segments } = countSegments(text);
      expect([encoding, segments]).toEqual([
        oracle.getEncodingName() === 'GSM-7' ? 'gsm7' : 'ucs2',
        oracle.segmentsCount,
      ]);
      if (encoding === 'gsm7') expect(countSegments(text).units).toBe(oracle.numberOfCharacters);
    };
    const short = { maxLength: 330 };
    const texts = fc.oneof(
      fc.array(gsmCharacter, short).map((all) => all.join('')),
      fc.array(fc.constantFrom('a', 'ж', '€', '😀', '漢', '\n'), short).map((all) => all.join('')),
    );
    fc.assert(fc.property(texts, check), { numRuns: 6000 });
    expect(compared).toBeGreaterThanOrEqual(5000);
  });

  it('cuts inside a grapheme cluster, where the oracle leaves a gap', () => {
    const accents = 'e\u0301'.repeat(67); // 134 code units: two full parts
    expect(countSegments(accents)).toEqual({ encoding: 'ucs2', segments: 2, units: 134 });
    expect(new SegmentedMessage(accents).segmentsCount).toBe(3);
  });
});
