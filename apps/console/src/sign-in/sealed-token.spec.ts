import fc from 'fast-check';
import { openToken, sealToken } from './sealed-token.js';

describe('a token beside a session', () => {
  it('is read again by what the cookie holds, and by nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (token, session, other) => {
        const sealed = sealToken(token, session);
        expect(openToken(sealed, session)).toBe(token);
        if (other !== session) expect(openToken(sealed, other)).toBeUndefined();
      }),
    );
  });

  it('is refused where a byte of it is another, or it is cut', () => {
    const sealed = sealToken('a.b.c', 's');
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 1;
      expect(openToken(changed, 's')).toBeUndefined();
      expect(openToken(sealed.subarray(0, at), 's')).toBeUndefined();
    }
  });
});
