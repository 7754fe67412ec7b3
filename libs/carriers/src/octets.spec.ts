import fc from 'fast-check';
import { isoInstant } from './iso-instant.js';
import { withoutPlus } from './number-spelling.js';
import { octetsOfHex, textOfOctets } from './octets.js';
import { plusNumber } from './plus-number.js';

describe('octets without a named alphabet', () => {
  it.each([
    ['UCS-2', Buffer.from('00530054004f0050', 'hex'), 'STOP'],
    ['UCS-2 beside other scripts', Buffer.from('0053041f', 'hex'), 'SП'],
    ['UTF-8', Buffer.from('más 🧶'), 'más 🧶'],
    ['ASCII', Buffer.from('STOP'), 'STOP'],
    ['Latin-1', Buffer.from('más', 'latin1'), 'más'],
    ['nothing', Buffer.alloc(0), ''],
  ])('are read as %s', (_alphabet, octets, text) => {
    expect(textOfOctets(octets)).toBe(text);
  });

  it('are always some text, and stay as they were', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 140 }), (given) => {
        const octets = Buffer.from(given);
        expect(typeof textOfOctets(octets)).toBe('string');
        expect(octets).toEqual(Buffer.from(given));
        expect(octetsOfHex(octets.toString('hex'))).toEqual(octets);
      }),
    );
  });
});

describe("carriers' spellings", () => {
  it.each([
    ['14155550101', '+14155550101'],
    ['447700900123', '+447700900123'],
    ['+14155550101', '+14155550101'],
    ['12345', '12345'],
    ['Parley', 'Parley'],
    ['', ''],
  ])('%s is %s', (written, number) => {
    expect(plusNumber(written)).toBe(number);
    expect(withoutPlus(number)).toBe(number.replace('+', ''));
  });

  it.each([
    ['2026-11-20T15:00:00.000Z', 1_795_186_800_000],
    ['2026-11-20T15:00:00.000+0000', 1_795_186_800_000],
    ['2026-11-20T16:00:00+01:00', 1_795_186_800_000],
    ['2026-11-20', undefined],
    ['soon', undefined],
    [7, undefined],
  ])('%s is the time %s', (written, ms) => {
    expect(isoInstant(written)).toBe(ms);
  });
});
