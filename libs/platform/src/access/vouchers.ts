import { hkdfSync } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import type { AccessSettings } from './access-settings.js';
import { isRole, type Principal } from './permissions.js';

const LASTS_S = 60;
/** How far the clocks of two services may be apart, s. */
const CLOCK_TOLERANCE_S = 30;
const TERMS = { issuer: 'parley', audience: 'parley', typ: 'parley-voucher+jwt' } as const;

/**
 * One service's word to another for whom it let in itself: a token of a minute (JWT, HS256) under a key that follows
 * from the pepper, which all services have, and the command line. Roles are checked by who reads it.
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
        clockTolerance: CLOCK_TOLERANCE_S,
        requiredClaims: ['exp', 'sub', 'roles'],
        currentDate: new Date(this.now()),
      });
      return { name: payload.sub!, roles: (payload['roles'] as unknown[]).filter(isRole) };
    } catch {
      return undefined;
    }
  }
}

/** What reads the word of others: nothing where the APIs are said to be closed. */
export function vouchersOf(environment: {
  readonly PARLEY_PEPPER: string;
  readonly PARLEY_API_ACCESS?: AccessSettings | undefined;
}): Vouchers | undefined {
  return environment.PARLEY_API_ACCESS === 'closed' ? undefined : new Vouchers(environment.PARLEY_PEPPER);
}
