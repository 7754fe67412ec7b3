import { hkdfSync } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { isRole, type Principal } from './permissions.js';

const LASTS_S = 60;
const TERMS = { issuer: 'parley', audience: 'parley', typ: 'parley-voucher+jwt' } as const;

/**
 * One service's word to another for whom it let in itself: a token of a minute (JWT, HS256) under a key that follows
 * from the pepper, which all services have and nobody else. Roles are checked by who reads it.
 */
export class Vouchers {
  private readonly key: Uint8Array;

  constructor(
    pepper: string,
    private readonly now: () => number = Date.now,
  ) {
    this.key = new Uint8Array(hkdfSync('sha256', pepper, '', 'parley: a word for whom a service let in', 32));
  }

  /** @returns the value of an Authorization header */
  async of({ name, roles }: Principal): Promise<string> {
    const nowS = Math.floor(this.now() / 1_000);
    const token = await new SignJWT({ roles })
      .setProtectedHeader({ alg: 'HS256', typ: TERMS.typ })
      .setSubject(name)
      .setIssuer(TERMS.issuer)
      .setAudience(TERMS.audience)
      .setIssuedAt(nowS)
      .setExpirationTime(nowS + LASTS_S)
      .sign(this.key);
    return `Bearer ${token}`;
  }

  /** For whom a token is; undefined where it is none of these, or over. Never throws. */
  async read(token: string): Promise<Principal | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        ...TERMS,
        algorithms: ['HS256'],
        clockTolerance: LASTS_S,
        requiredClaims: ['exp', 'sub', 'roles'],
        currentDate: new Date(this.now()),
      });
      return { name: payload.sub!, roles: (payload['roles'] as unknown[]).filter(isRole) };
    } catch {
      return undefined;
    }
  }
}
