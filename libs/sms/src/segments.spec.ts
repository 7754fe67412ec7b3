import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { anyCharacter } from '@parley/testing/any-character';
import { GSM7_BASIC, GSM7_EXTENSION } from './gsm7.js';
import { countSegments, partsOf, type Concatenation } from './segments.js';

/** Slow and plain: cuts a text into the parts that are sent, for comparing and for looking at. */
function cutPlainly(text: string, { reference }: Concatenation = { reference: 8 }): string[] {
  const gsm = [...text].every((character) => (GSM7_BASIC + GSM7_EXTENSION).includes(character));
  const cost = (character: string) => (!gsm ? character.length : GSM7_EXTENSION.includes(character) ? 2 : 1);
  const size = (part: string) => [...part].reduce((sum, character) => sum + cost(character), 0);
  if (size(text) <= (gsm ? 160 : 70)) return [text];
  const most = reference === 8 ? (gsm ? 153 : 67) : gsm ? 152 : 66;
  const parts = [''];
  for (const character of text) {
    const last = parts.length - 1;
    if (size(parts[last]!) + cost(character) > most) parts.push(character);
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
  const anyText = fc.string({ unit: anyCharacter, maxLength: 300 });
  const wideText = fc
    .array(fc.constantFrom('a', 'ж', '€', '😀', '漢', '\n'), { maxLength: 400 })
    .map((all) => all.join(''));

  it.each([{ reference: 8 }, { reference: 16 }] as const)(
    'cuts where a plain cutter cuts (%j)',
    (concatenation) => {
      const check = (text: string) => {
        const parts = partsOf(text, concatenation);
        expect(parts).toEqual(cutPlainly(text, concatenation));
        expect(parts).toHaveLength(countSegments(text, concatenation).segments);
        expect(parts.join('')).toBe(text);
      };
      fc.assert(fc.property(fc.oneof(gsmText, anyText, wideText), check), { numRuns: 2000 });
    },
  );

  it.each([
    ['GSM-7', 'a'.repeat(305), 8, [153, 152]],
    ['GSM-7 with a reference of 16 bits', 'a'.repeat(305), 16, [152, 152, 1]],
    ['UCS-2', 'ж'.repeat(134), 8, [67, 67]],
    ['UCS-2 with a reference of 16 bits', 'ж'.repeat(134), 16, [66, 66, 2]],
    ['an escape pair that would be split', 'a'.repeat(152) + '€' + 'a'.repeat(100), 8, [152, 101]],
    ['a surrogate pair that would be split', 'ж'.repeat(66) + '😀' + 'ж'.repeat(20), 8, [66, 22]],
    ['one message', 'a'.repeat(160), 16, [160]],
    ['nothing', '', 8, [0]],
  ] as const)('cuts %s', (_, text, reference, lengths) => {
    expect(partsOf(text, { reference }).map((part) => part.length)).toEqual(lengths);
  });

  /**
   * The oracle keeps a grapheme cluster (a letter with its combining marks, an emoji of several code points) in one
   * part, and calls any cluster of several code units UCS-2. Carriers cut between code
   * points, so the two are compared on texts whose every cluster is one code point; the next test shows the difference.
   * Each text is drawn by a seed, in alphabets that meet every kind of cut; one in twenty is long.
   */
  it('agrees with sms-segments-calculator on 100,000 generated texts', () => {
    const alphabets = [
      'abcdefgh 12345',
      `${GSM7_BASIC.replace('\r', '')}${GSM7_EXTENSION.repeat(3)}`,
      '€{a',
      'aж€😀漢\n',
      '😀ж',
    ];
    const letters = alphabets.map((alphabet) => [...alphabet]);
    const random = seeded(20_261_125);
    const wrong: string[] = [];
    for (let made = 0; made < 100_000; made++) {
      const text = generated(letters[made % letters.length]!, made % 20 === 0 ? 330 : 20, random);
      const oracle = new SegmentedMessage(text, 'auto', false);
      const { encoding, segments, units } = countSegments(text);
      const same =
        oracle.segmentsCount === segments && (oracle.getEncodingName() === 'GSM-7') === (encoding === 'gsm7');
      if (!same || (encoding === 'gsm7' && oracle.numberOfCharacters !== units)) wrong.push(text);
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  it('cuts inside a grapheme cluster, where the oracle leaves a gap', () => {
    const accents = 'e\u0301'.repeat(67); // 134 code units: two full parts
    expect(countSegments(accents)).toEqual({ encoding: 'ucs2', segments: 2, units: 134 });
    expect(new SegmentedMessage(accents).segmentsCount).toBe(3);
  });
});

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A text of up to so many letters, each length as likely as the others. */
function generated(letters: readonly string[], most: number, random: () => number): string {
  let text = '';
  for (let left = Math.floor(random() * (most + 1)); left > 0; left--) {
    text += letters[Math.floor(random() * letters.length)];
  }
  return text;
}
