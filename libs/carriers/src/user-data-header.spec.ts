import fc from 'fast-check';
import { octetsOfHex } from './octets.js';
import { partOf, partOfHeader } from './user-data-header.js';

const read = (hex: string) => partOfHeader(Buffer.from(hex, 'hex'));

describe('a user data header', () => {
  it.each([
    ['0500032a0301', { reference: 0x2a, total: 3, number: 1 }],
    ['060804beef0202', { reference: 0xbeef, total: 2, number: 2 }],
    // An application port before it, an unknown element after it.
    ['0b05040b8423f000032a0302', { reference: 0x2a, total: 3, number: 2 }],
    ['080003ff02027f01aa', { reference: 255, total: 2, number: 2 }],
  ])('%s names its part', (hex, part) => {
    expect(read(hex)).toEqual(part);
  });

  it.each([
    ['', 'nothing'],
    ['00', 'an empty header'],
    ['05040b8423f0', 'ports alone'],
    ['0500032a0300', 'part 0'],
    ['0500032a0304', 'part 4 of 3'],
    ['0500032a0101', 'a single part'],
    ['0500032a03', 'cut off'],
    ['0500042a030100', 'an element longer than the header'],
    ['0400022a03', 'an element too short'],
  ])('%s names none: %s', (hex) => {
    expect(read(hex)).toBeUndefined();
  });

  it('is read without ever throwing, and names only parts that can be', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (octets) => {
        const part = partOfHeader(Buffer.from(octets));
        if (part !== undefined) expect(partOf(part.reference, part.total, part.number)).toEqual(part);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives back any part that was written into it', () => {
    const total = fc.integer({ min: 2, max: 255 });
    fc.assert(
      fc.property(fc.nat(65_535), total, fc.nat(), (reference, parts, n) => {
        const part = { reference, total: parts, number: (n % parts) + 1 };
        const header = Buffer.from([6, 8, 4, reference >> 8, reference & 255, part.total, part.number]);
        expect(partOfHeader(header)).toEqual(part);
      }),
    );
  });

  it.each(['5', '05 00 zz', '0x05'])('is no hex: %s', (hex) => {
    expect(octetsOfHex(hex)).toBeUndefined();
  });
});
