import fc from 'fast-check';
import { anyCharacter } from '@parley/testing/any-character';
import { canonicalId } from './message-id.js';
import { tags, type Tlvs } from './pdu.js';
import { readReceipt, receiptCode } from './receipt-text.js';
import { validityPeriod } from './validity.js';

const none: Tlvs = new Map();

describe("a receipt's text", () => {
  it.each([
    [
      'as in the specification',
      'id:0123456789 sub:001 dlvrd:001 submit date:2611251015 done date:2611251016 stat:DELIVRD err:000 text:Hello',
      { id: '0123456789', status: 'delivered', error: undefined },
    ],
    [
      'with an error',
      'id:4a1f sub:001 dlvrd:000 submit date:261125101500 done date:261125101610 stat:UNDELIV err:034 Text:Hello',
      { id: '4a1f', status: 'undelivered', error: '034' },
    ],
    [
      'in capitals, with spaces',
      'ID: 77 SUB: 001 STAT: EXPIRED ERR: 0x1F',
      { id: '77', status: 'expired', error: '0x1F' },
    ],
    [
      'with an id that is a UUID',
      'id:0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20 stat:ACCEPTD err:0',
      { id: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20', status: 'accepted' },
    ],
    ['short', 'id:1 stat:REJECTD', { id: '1', status: 'rejected' }],
    ['with words that nobody knows', 'id:1 stat:TELEPORTED', { id: '1', status: 'unknown' }],
    [
      'whose text says otherwise',
      'id:1 stat:DELIVRD err:000 text:id:2 stat:UNDELIV err:9',
      { id: '1', status: 'delivered', error: undefined },
    ],
    ['with commas and equals signs', 'id=9, stat=ENROUTE, err=000', { id: '9', status: 'sent' }],
  ])('%s', (_what, text, expected) => {
    expect(readReceipt(text, none)).toMatchObject(expected);
  });

  it('is read in any order, case and company of its words', () => {
    const stat = fc.constantFrom(
      ['DELIVRD', 'delivered'],
      ['UNDELIV', 'undelivered'],
      ['REJECTD', 'rejected'],
      ['EXPIRED', 'expired'],
    );
    const id = fc.string({
      unit: fc.constantFrom(...'0123456789abcdefABCDEF-'),
      minLength: 1,
      maxLength: 36,
    });
    const tail = fc.string({ unit: 'grapheme-ascii', maxLength: 20 });
    fc.assert(
      fc.property(
        id,
        stat,
        fc.integer({ min: 1, max: 999 }),
        fc.boolean(),
        tail,
        fc.nat(5),
        (mt, [word, status], err, low, text, turn) => {
          const words = [
            `id:${mt}`,
            'sub:001',
            'dlvrd:001',
            'submit date:2611251015',
            `stat:${word}`,
            `err:${err}`,
          ];
          const turned = [...words.slice(turn), ...words.slice(0, turn)].map((said) =>
            low ? said.replace(/^[a-z ]+/, (name) => name.toUpperCase()) : said,
          );
          expect(readReceipt(`${turned.join(' ')} text:${text}`, none)).toMatchObject({
            id: mt,
            status,
            error: String(err),
          });
        },
      ),
    );
  });

  it('never throws, whatever came', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), fc.uint8Array(), fc.uint8Array(), (text, id, error) => {
        const tlvs = new Map([
          [tags.receiptedMessageId, id],
          [tags.networkErrorCode, error],
          [tags.messageState, id],
        ]);
        expect(typeof readReceipt(text, tlvs).status).toBe('string');
      }),
    );
  });

  it('gives way to its TLVs', () => {
    const tlvs = new Map([
      [tags.receiptedMessageId, Buffer.from('4a1f\0')],
      [tags.messageState, Uint8Array.of(5)],
      [tags.networkErrorCode, Uint8Array.of(3, 1, 2)],
    ]);
    const words = readReceipt('', tlvs);
    expect(words).toEqual({ id: undefined, tlvId: '4a1f', status: 'undelivered', error: '258' });
    expect(receiptCode(words)).toBe('UNKNOWN_ERROR');
  });

  it('says by its code what may be said', () => {
    expect(receiptCode({ status: 'delivered' })).toBeUndefined();
    expect(receiptCode({ status: 'expired' })).toBe('EXPIRED');
    expect(receiptCode({ status: 'rejected', error: '7' })).toBe('REFUSED');
  });
});

describe("a carrier's message id", () => {
  it('is one id in hex, in decimal and with leading zeros', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
        fc.nat(5),
        fc.boolean(),
        (number, zeros, upper) => {
          const hex = '0'.repeat(zeros) + number.toString(16);
          const decimal = '0'.repeat(zeros) + number.toString();
          expect(canonicalId(upper ? hex.toUpperCase() : hex, 'hex')).toBe(number.toString());
          expect(canonicalId(decimal, 'decimal')).toBe(number.toString());
          expect(canonicalId(decimal, 'text')).toBe(number.toString());
          expect(canonicalId(hex.toUpperCase(), 'text')).toBe(number.toString(16));
        },
      ),
    );
  });

  it('that is no number stays as it is', () => {
    expect(canonicalId('Ab-1', 'text')).toBe('Ab-1');
    expect(canonicalId('Ab-1', 'hex')).toBe('Ab-1');
    expect(canonicalId('  ', 'text')).toBeUndefined();
  });
});

describe('validity_period', () => {
  const at = Date.UTC(2026, 10, 25, 10, 15, 30);

  it.each([
    [600, 'relative', '000000001000000R'],
    [90_061, 'relative', '000001010101000R'],
    [600, 'absolute', '261125102530000+'],
    [0.5, 'relative', '000000000001000R'],
    [600, 'none', ''],
    [undefined, 'relative', ''],
  ] as const)('of %s s, %s', (seconds, form, written) => {
    expect(validityPeriod(seconds, form, at)).toBe(written);
  });
});
