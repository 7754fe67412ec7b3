import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { keyOf, signatures } from './signature.js';

const secretOf = (key: Uint8Array): string => `whsec_${Buffer.from(key).toString('base64')}`;

describe('a signature', () => {
  it('is the one of the specification’s own library', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 24, maxLength: 64 }),
        fc.uuid(),
        fc.integer({ min: 0, max: 4_000_000_000 }),
        fc.string({ unit: 'grapheme' }),
        (key, id, second, body) => {
          const secret = secretOf(key);
          const theirs = new Webhook(secret).sign(id, new Date(second * 1000), body);
          expect(signatures([keyOf(secret)!], id, second, body)).toBe(theirs);
        },
      ),
    );
  });

  it('is one for each secret while one is replaced: receivers with either take it', () => {
    const [next, old, other] = [1, 2, 3].map(() => secretOf(randomBytes(32))) as [string, string, string];
    const second = Math.floor(Date.now() / 1000);
    const headers = {
      'webhook-id': 'id',
      'webhook-timestamp': String(second),
      'webhook-signature': signatures([keyOf(next)!, keyOf(old)!], 'id', second, '{"a":1}'),
    };
    for (const secret of [next, old])
      expect(new Webhook(secret).verify('{"a":1}', headers)).toEqual({ a: 1 });
    expect(() => new Webhook(other).verify('{"a":1}', headers)).toThrow();
    expect(() => new Webhook(next).verify('{"a":2}', headers)).toThrow();
  });

  it.each([
    ['no prefix', randomBytes(32).toString('base64')],
    ['too short', secretOf(randomBytes(23))],
    ['too long', secretOf(randomBytes(65))],
    ['no base64', `whsec_${'*'.repeat(44)}`],
    ['empty', 'whsec_'],
  ])('has no key that is %s', (_, secret) => {
    expect(keyOf(secret)).toBeUndefined();
  });
});
