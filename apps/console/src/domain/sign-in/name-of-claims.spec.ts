import fc from 'fast-check';
import { anyCharacter } from '@parley/testing/any-character';
import { nameOfClaims } from './name-of-claims.js';

describe('the name of who signs in', () => {
  it.each([
    [{ sub: 's-1', email: 'kim@example.com' }, 'kim@example.com'],
    [{ sub: 's-1', email: 'kim@example.com', email_verified: true }, 'kim@example.com'],
    [{ sub: 's-1', email: 'boss@example.com', email_verified: false }, 's-1'],
    [{ sub: 's-1', email: ' \n' }, 's-1'],
    [{ sub: 's-1', email: ['a@example.com'] }, 's-1'],
    [{ sub: 's-1' }, 's-1'],
    [{ sub: 's-1', email: 'k\u0000i\u202em@example.com' }, 'kim@example.com'],
  ])('%j is %s', (claims, name) => {
    expect(nameOfClaims(claims)).toBe(name);
  });

  it('fits a log, whatever the provider says', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 200 }), fc.jsonValue(), (sub, email) => {
        const name = nameOfClaims({ sub, email });
        expect(name).not.toMatch(/\p{C}/u);
        expect([...name].length).toBeLessThanOrEqual(80);
      }),
    );
  });
});
