import fc from 'fast-check';
import { getCountries, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { anyCharacter } from '@parley/testing/any-character';
import { normalizeNumber } from './phone-number.js';

const ok = (e164: string) => ({ ok: true, e164 });
const refused = (code: string) => ({ ok: false, code, message: expect.any(String) });

describe('normalizeNumber', () => {
  it.each([
    ['+14155550101', 'US', '+14155550101'],
    ['+14155550199', 'GB', '+14155550199'],
    ['(415) 555-0101', 'US', '+14155550101'],
    ['415.555.0101', 'US', '+14155550101'],
    ['14155550101', 'US', '+14155550101'],
    [' +1 415 555 0101 ', 'US', '+14155550101'],
    ['011 44 7700 900123', 'US', '+447700900123'],
    ['07700 900123', 'GB', '+447700900123'],
    ['+44 (0) 7700 900123', 'US', '+447700900123'],
    ['+447700900123', '', '+447700900123'],
    ['06 12 34 56 78', 'FR', '+33612345678'],
    ['０９０ー１２３４ー５６７８', 'JP', '+819012345678'],
  ])('%s of %s is %s', (raw, country, e164) => {
    expect(normalizeNumber(raw, country)).toEqual(ok(e164));
    expect(normalizeNumber(raw, country)).toEqual(ok(e164));
  });

  it.each([
    ['', 'US', 'NUMBER_MALFORMED'],
    ['abc', 'US', 'NUMBER_MALFORMED'],
    ['call +14155550101', 'US', 'NUMBER_MALFORMED'],
    ['+14155550101 ext. 5', 'US', 'NUMBER_MALFORMED'],
    ['1'.repeat(65), 'US', 'NUMBER_MALFORMED'],
    ['+630000000000000', 'US', 'NUMBER_MALFORMED'],
    ['+0123456789', 'US', 'NUMBER_COUNTRY_UNKNOWN'],
    ['+9991234567', 'US', 'NUMBER_COUNTRY_UNKNOWN'],
    ['4155550101', 'XX', 'NUMBER_COUNTRY_UNKNOWN'],
    ['4155550101', '', 'NUMBER_COUNTRY_UNKNOWN'],
    ['+1415555010', 'US', 'NUMBER_LENGTH_IMPOSSIBLE'],
    ['+141555501011', 'US', 'NUMBER_LENGTH_IMPOSSIBLE'],
    ['+15', 'US', 'NUMBER_LENGTH_IMPOSSIBLE'],
    ['12345', 'US', 'NUMBER_LENGTH_IMPOSSIBLE'],
  ])('%j of %j is refused: %s', (raw, country, code) => {
    expect(normalizeNumber(raw, country)).toEqual(refused(code));
  });

  it('takes the fast path only where parsing gives the same', () => {
    const nanp = fc.tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 0, max: 999_999_999 }));
    fc.assert(
      fc.property(nanp, ([first, rest]) => {
        const raw = `+1${first}${String(rest).padStart(9, '0')}`;
        const parsed = parsePhoneNumberFromString(raw);
        expect([parsed?.number, parsed?.isPossible()]).toEqual([raw, true]);
        expect(normalizeNumber(raw, 'US')).toEqual(ok(raw));
      }),
    );
  });

  it("reads every country's mobile numbers, written nationally and internationally", () => {
    for (const country of getCountries()) {
      const example = getExampleNumber(country, examples)!;
      for (const written of [example.number, example.formatNational(), example.formatInternational()]) {
        expect([country, normalizeNumber(written, country)]).toEqual([country, ok(example.number)]);
      }
    }
  });

  const country = fc.constantFrom('US', 'GB', 'DE', 'BR', 'IT', 'RU', 'XX', '');
  const written = fc.oneof(
    fc.string({ unit: anyCharacter }),
    fc.string({ unit: fc.constantFrom(...'+0123456789 ()-;x=tel:') }),
    fc.integer({ min: 1, max: 2 ** 50 }).map((digits) => `+${digits}`),
  );

  it('never throws; gives E.164, or a code with the one message of that code, so never the number', () => {
    const messages = new Map<string, string>();
    const check = (raw: string, defaultCountry: string) => {
      const normalized = normalizeNumber(raw, defaultCountry);
      if (normalized.ok) return expect(normalized.e164).toMatch(/^\+[1-9]\d{6,14}$/);
      const { code, message } = normalized;
      expect(messages.get(code) ?? message).toBe(message);
      messages.set(code, message);
    };
    fc.assert(fc.property(written, country, check), { numRuns: 2000 });
    expect(messages.size).toBe(3);
  });

  it('is idempotent', () => {
    const check = (raw: string, defaultCountry: string) => {
      const once = normalizeNumber(raw, defaultCountry);
      if (once.ok) expect(normalizeNumber(once.e164, defaultCountry)).toEqual(once);
    };
    fc.assert(fc.property(written, country, check), { numRuns: 2000 });
  });

  it('gives the same answer with a full memory', () => {
    for (let n = 0; n < 9000; n++) normalizeNumber(`+44770090${String(n).padStart(4, '0')}`, 'GB');
    expect(normalizeNumber('+447700900123', 'GB')).toEqual(ok('+447700900123'));
    expect(normalizeNumber('4155550101', 'US')).toEqual(ok('+14155550101'));
    expect(normalizeNumber('4155550101', 'XX')).toEqual(refused('NUMBER_COUNTRY_UNKNOWN'));
  });
});
