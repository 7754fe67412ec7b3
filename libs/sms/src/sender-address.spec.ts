import fc from 'fast-check';
import { anyCharacter } from '@parley/testing/any-character';
import { normalizeSender } from './sender-address.js';

describe('normalizeSender', () => {
  it.each([
    ['12345', '12345', 'short_code'],
    [' 12345 ', '12345', 'short_code'],
    ['+14155550100', '+14155550100', 'number'],
    ['14155550100', '+14155550100', 'number'],
    ['447700900123', '+447700900123', 'number'],
    ['+1 (415) 555-0100', '+14155550100', 'number'],
    ['WarmSweater', 'WarmSweater', 'alphanumeric'],
    ['3 Sweaters', '3 Sweaters', 'alphanumeric'],
  ])('%s is %s, a %s', (raw, sender, kind) => {
    expect(normalizeSender(raw)).toEqual({ ok: true, sender, kind });
  });

  it.each(['', '12', 'Warm Sweaters', 'Sweaters!', '+0123', '+12', '1234567890123456', '٣٤٥٦٧'])(
    '%j is refused',
    (raw) => {
      expect(normalizeSender(raw)).toEqual({
        ok: false,
        code: 'SENDER_MALFORMED',
        message: expect.any(String),
      });
    },
  );

  it('never throws, is idempotent, and gives what the contract accepts', () => {
    const contract = /^(\d{3,8}|\+[1-9]\d{6,14}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/;
    const written = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.string({ unit: fc.constantFrom(...'+01234567 aZ') }),
    );
    const check = (raw: string) => {
      const once = normalizeSender(raw);
      if (!once.ok) return;
      expect(once.sender).toMatch(contract);
      expect(normalizeSender(once.sender)).toEqual(once);
    };
    fc.assert(fc.property(written, check), { numRuns: 2000 });
  });
});
