import { hkdfSync } from 'node:crypto';
import type { Clock } from '@parley/platform';
import { stringifySetCookie, parseCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import { EncryptJWT, jwtDecrypt } from 'jose';
import { z } from 'zod';

const NAME = 'parley_sign_in';
const PATH = '/sign-in/oidc';
/** As long as somebody may take at the identity provider. */
const LASTS_S = 10 * 60;

const begun = z.object({
  ...{ state: z.string(), nonce: z.string(), verifier: z.string() },
  /** Where to go on afterwards. */
  to: z.string(),
});
export type BegunSignIn = z.infer<typeof begun>;

/**
 * Keeps a sign-in that has begun with the browser that began it: sealed (JWE, A256GCM) under a key that all replicas
 * have, for 10 minutes. No script reads the cookie; it comes back with the provider's redirect, and with no other
 * site's posts (`SameSite=Lax`).
 */
export class BegunSignIns {
  private readonly key: Uint8Array;

  constructor(
    pepper: string,
    private readonly clock: Pick<Clock, 'now'>,
  ) {
    this.key = new Uint8Array(hkdfSync('sha256', pepper, '', 'parley console: a sign-in that has begun', 32));
  }

  async cookieOf(request: FastifyRequest, signIn: BegunSignIn): Promise<string> {
    const nowS = this.nowS();
    const sealed = await new EncryptJWT({ ...signIn })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setExpirationTime(nowS + LASTS_S)
      .encrypt(this.key);
    return cookie(request, sealed, LASTS_S);
  }

  /** The sign-in that a request belongs to; undefined where it is over, or not of our making. */
  async of(request: FastifyRequest): Promise<BegunSignIn | undefined> {
    const sealed = parseCookie(request.headers.cookie ?? '')[NAME];
    if (!sealed) return undefined;
    try {
      const { payload } = await jwtDecrypt(sealed, this.key, {
        ...{ keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
        ...{ requiredClaims: ['exp'], currentDate: new Date(this.clock.now()) },
      });
      return begun.parse(payload);
    } catch {
      return undefined;
    }
  }

  /** Has the browser forget it: a sign-in ends once. */
  ended(request: FastifyRequest): string {
    return cookie(request, '', 0);
  }

  private nowS(): number {
    return Math.floor(this.clock.now() / 1000);
  }
}

function cookie({ protocol }: FastifyRequest, value: string, maxAge: number): string {
  return stringifySetCookie({
    ...{ name: NAME, value, maxAge, path: PATH },
    ...{ httpOnly: true, sameSite: 'lax', secure: protocol === 'https' },
  });
}
