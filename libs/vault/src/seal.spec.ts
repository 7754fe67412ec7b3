import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { open, seal, SealError } from './seal.js';

const key = randomBytes(32);
const bytes = fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array));

describe('a seal', () => {
  it('opens to what was sealed, with the same key and for the same thing', () => {
    fc.assert(
      fc.property(bytes, fc.string(), (plain, about) => {
        const sealed = seal(key, plain, about);
        expect(sealed).toHaveLength(plain.length + 29);
        expect(open(key, sealed, about)).toEqual(plain);
      }),
    );
  });

  it('is another one each time', () => {
    expect(seal(key, Buffer.from('YES'), 'a')).not.toEqual(seal(key, Buffer.from('YES'), 'a'));
  });

  it('opens for nothing else, with no other key, and not with one bit altered', () => {
    fc.assert(
      fc.property(bytes, fc.nat(), fc.integer({ min: 0, max: 7 }), (plain, at, bit) => {
        const sealed = seal(key, plain, 'ann/ledger');
        const altered = Buffer.from(sealed);
        altered[at % altered.length]! ^= 1 << bit;
        expect(() => open(key, altered, 'ann/ledger')).toThrow(SealError);
        expect(() => open(key, sealed, 'ben/ledger')).toThrow(SealError);
        expect(() => open(randomBytes(32), sealed, 'ann/ledger')).toThrow(SealError);
      }),
    );
  });

  it('that was cut off says the same, whatever is left of it', () => {
    const sealed = seal(key, Buffer.from('Stop.'), 'a');
    for (let length = 0; length < sealed.length; length++)
      expect(() => open(key, sealed.subarray(0, length), 'a')).toThrow(SealError);
  });
});
