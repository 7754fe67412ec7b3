import { countSegments, GSM7_BASIC, GSM7_EXTENSION } from '@parley/sms';
import fc from 'fast-check';
import { decodeText, encodeText } from './data-coding.js';
import { gsm7Septets, packSeptets, textOfSeptets, unpackSeptets } from './gsm7.octets.js';
import { encodingOf, splitText } from './split-text.js';
import { concatHeader, readUserData } from './user-data-header.js';

const gsm7Text = (maxLength = 500) =>
  fc.string({ unit: fc.constantFrom(...GSM7_BASIC, ...GSM7_EXTENSION), maxLength });
const anyText = fc.oneof(
  gsm7Text(),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom('a', '€', '🧶', 'Ж', '{'), maxLength: 300 }),
);

describe('GSM-7 in octets', () => {
  it('packs "hellohello" as 3GPP TS 23.038 has it', () => {
    const packed = packSeptets(gsm7Septets('hellohello')!);
    expect(Buffer.from(packed).toString('hex')).toBe('e8329bfd4697d9ec37');
  });

  it('reads what it wrote, packed or not, behind a header or not', () => {
    fc.assert(
      fc.property(gsm7Text(160), fc.constantFrom(0, 6, 7), (text, header) => {
        const septets = gsm7Septets(text)!;
        expect(textOfSeptets(septets)).toBe(text);
        const unpacked = textOfSeptets(unpackSeptets(packSeptets(septets, header), header));
        // A last "@" or CR cannot be told from filling.
        expect(text.startsWith(unpacked)).toBe(true);
        expect(text.slice(unpacked.length)).toMatch(/^[@\r]?$/);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws, whatever the octets', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 160 }), fc.integer({ min: 0, max: 255 }), (octets, coding) => {
        for (const alphabet of ['gsm7', 'gsm7-packed', 'latin1'] as const) {
          const decoded = decodeText(octets, coding, alphabet, 6);
          if (decoded !== undefined) expect(typeof decoded.text).toBe('string');
        }
        const { octets: rest, headerLength } = readUserData(octets);
        expect(rest.length).toBe(octets.length - headerLength);
      }),
    );
  });

  it('shows an escape that leads nowhere as a space', () => {
    expect(textOfSeptets(Uint8Array.of(0x1b, 0x41, 0x1b))).toBe(' A ');
  });
});

describe('a long text', () => {
  it('is cut into as many parts as are counted and billed, and loses nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { segments, encoding } = countSegments(text);
        expect(encodingOf(text)).toBe(encoding);
        const parts = splitText(text, encoding);
        expect(parts).toHaveLength(segments);
        expect(parts.join('')).toBe(text);
        for (const part of parts) if (text.isWellFormed()) expect(part.isWellFormed()).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('fits its message with its header, in every spelling', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const encoding = encodingOf(text);
        const parts = splitText(text, encoding);
        const header = parts.length > 1 ? 6 : 0;
        for (const part of parts) {
          const packed = encodeText(part, encoding, 'gsm7-packed', header);
          expect(packed.octets.length + header).toBeLessThanOrEqual(140);
          const spelled = encodeText(part, encoding, 'gsm7', header);
          expect(spelled.octets.length + header).toBeLessThanOrEqual(encoding === 'gsm7' ? 160 : 140);
          const read = decodeText(spelled.octets, spelled.dataCoding, 'gsm7', header);
          expect(read).toEqual({ text: part.toWellFormed(), encoding });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('of an account that writes Latin-1 goes as UCS-2 where Latin-1 has no such character', () => {
    expect(encodeText('Grüße', 'gsm7', 'latin1', 0)).toMatchObject({ dataCoding: 3 });
    expect(encodeText('5 €', 'gsm7', 'latin1', 0)).toMatchObject({ dataCoding: 8 });
  });
});

describe('a user data header', () => {
  it('says which part it is, with references of 8 and of 16 bits, among other elements', () => {
    const part = { reference: 7, total: 3, number: 2 };
    expect(readUserData(Buffer.concat([concatHeader(part), Buffer.from('abc')]))).toMatchObject({
      part,
      headerLength: 6,
    });
    const wide = Buffer.from('0a2403010203080401020302616263', 'hex');
    expect(readUserData(Buffer.from('0924010108040102030261', 'hex')).part).toEqual({
      reference: 0x102,
      total: 3,
      number: 2,
    });
    expect(readUserData(wide).headerLength).toBe(11);
  });

  it.each([
    ['a part beyond the last', '050003070203'],
    ['a part of one', '050003070101'],
    ['part 0', '050003070200'],
    ['an element that runs out of its header', '0500ff070201'],
  ])('ignores %s', (_what, hex) => {
    expect(readUserData(Buffer.from(`${hex}61`, 'hex')).part).toBeUndefined();
  });
});

describe('data codings of carriers', () => {
  it.each([
    ['the default alphabet', 0x00, '0001', '@£', 'gsm7'],
    ['Latin-1', 0x03, 'e9', 'é', undefined],
    ['UCS-2', 0x08, '04160041', 'ЖA', 'ucs2'],
    ['Cyrillic', 0x06, 'b6', 'Ж', 'ucs2'],
    ['GSM class 1', 0xf1, '00', '@', 'gsm7'],
    ['GSM UCS-2 with a class', 0x18, '0416', 'Ж', 'ucs2'],
    ['waiting indication in UCS-2', 0xe0, '0416', 'Ж', 'ucs2'],
  ])('%s', (_what, coding, hex, text, encoding) => {
    expect(decodeText(Buffer.from(hex, 'hex'), coding, 'gsm7', 0)).toEqual({ text, encoding });
  });

  it.each([0x02, 0x04, 0xf5, 0x14])('0x%s is binary', (coding) => {
    expect(decodeText(Buffer.from('00'), coding, 'gsm7', 0)).toBeUndefined();
  });
});
