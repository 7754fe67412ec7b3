import * as fc from 'fast-check';
import { anyCharacter } from '@parley/testing/any-character';
import { HouseSeal } from './house-seal.js';

const house = HouseSeal.of('one pepper');
const again = HouseSeal.of('one pepper');
const other = HouseSeal.of('another pepper');
const e164 = fc.bigInt({ min: 1n, max: 999_999_999_999_999n }).map((digits) => `+${digits}`);

describe('numbers under the house seal', () => {
  it('look the same in every service, tell nothing, and open', () => {
    fc.assert(
      fc.property(e164, (number) => {
        const kept = house.number(number);
        expect(kept).toMatch(/^~[A-Za-z0-9_-]{22}$/);
        expect(again.number(number)).toBe(kept);
        expect(again.open(kept)).toBe(number);
        expect(other.open(kept)).toBe(kept);
      }),
    );
  });

  it('are told from each other', () => {
    fc.assert(
      fc.property(e164, e164, (one, two) => (one === two) === (house.number(one) === house.number(two))),
    );
  });

  it('of other kinds stay as they are, and so does what only looks sealed', () => {
    for (const text of ['', '12345', '+0123', '+1415555010a', '+1234567890123456', '*'])
      expect(house.number(text)).toBe(text);
    for (const text of ['~', '~'.padEnd(23, 'A'), '~'.padEnd(23, ' '), '~.', '~.abc', '~:{}', '~ hello'])
      expect(house.open(text)).toBe(text);
  });

  it('are remembered no longer than there is room, and open all the same', () => {
    const numbers = Array.from({ length: 25_000 }, (_, at) => `+1415${5_000_000 + at}`);
    const kept = numbers.map((number) => house.number(number));
    expect(kept.map((each) => house.open(each))).toEqual(numbers);
    expect(new Set(kept).size).toBe(numbers.length);
  });
});

describe('words under the house seal', () => {
  it('look different each time and open to what they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, minLength: 1 }), (text) => {
        const kept = house.words(text);
        expect(kept).toMatch(/^~\.[A-Za-z0-9_-]+$/);
        expect(house.words(text)).not.toBe(kept);
        expect(again.open(kept)).toBe(Buffer.from(text).toString());
        expect(other.open(kept)).toBe(kept);
      }),
    );
  });

  it('that are none stay none', () => expect(house.words('')).toBe(''));

  it('of JSON come back as what they say', () => {
    const value = { text: 'YES', of: ['+14155550101', 1, null] };
    const kept = JSON.parse(house.json(JSON.stringify(value))) as string;
    expect(kept).toMatch(/^~:[A-Za-z0-9_-]+$/);
    expect(again.open(kept)).toEqual(value);
  });

  it('do not open once a single bit is another', () => {
    const kept = house.words('YES');
    const bytes = Buffer.from(kept.slice(2), 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const broken = Buffer.from(bytes);
      broken[at]! ^= 1;
      expect(house.open(`~.${broken.toString('base64url')}`)).toMatch(/^~\./);
    }
  });
});
