import { createHash, randomBytes } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { AccessSettings } from './access-settings.js';
import { may, type Permission, type Principal } from './permissions.js';
import { rolesOfClaims } from './roles-of-claims.js';
import type { Vouchers } from './vouchers.js';

/** Why somebody is turned away. The codes are part of the APIs. */
export type Denial = 'UNAUTHENTICATED' | 'FORBIDDEN' | 'ACCESS_CLOSED';

export type Admission =
  { readonly ok: true; readonly principal: Principal } | { readonly ok: false; readonly denial: Denial };

const KEY_PREFIX = 'pk_';
const KEY_BYTES = 32;
/** How far the clocks of the issuer and ours may be apart, s. */
const CLOCK_TOLERANCE_S = 30;
const ANYBODY: Principal = { name: 'anybody', roles: ['admin'] };

/** Knows whom a service let in itself, by what it gave them: `Authorization: Session …`. Never throws. */
export interface Believed {
  principalOf(session: string): Promise<Principal | undefined>;
}

/** A new key, shown once: 256 random bits, so that a bare SHA-256 of it can be kept. */
export function newApiKey(): { key: string; hash: string } {
  const key = KEY_PREFIX + randomBytes(KEY_BYTES).toString('base64url');
  return { key, hash: hashOf(key) };
}

/**
 * Decides who may use an API: keys by their hash, tokens (OIDC) by the issuer's published keys, and whom another service
 * let in by its word.
 */
export class ApiAccess {
  private readonly byHash: ReadonlyMap<string, Principal>;
  private readonly tokenKeys: JWTVerifyGetKey | undefined;
  private believed: Believed | undefined;

  constructor(
    private readonly settings: AccessSettings,
    tokenKeys?: JWTVerifyGetKey,
    private readonly vouchers?: Vouchers,
    /** By which names it may be asked, by the Host header. */
    readonly isOwnName: (host: string | undefined) => boolean = () => true,
  ) {
    const { keys, jwt } = typeof settings === 'string' ? { keys: [], jwt: undefined } : settings;
    this.byHash = new Map(keys.map(({ name, hash, roles }) => [hash, { name, roles }]));
    this.tokenKeys = tokenKeys ?? (jwt && createRemoteJWKSet(new URL(jwt.jwksUri)));
  }

  /** Who asks with this Authorization header, and whether they may. Never throws. */
  async admit(authorization: string | undefined, permission: Permission): Promise<Admission> {
    const principal = await this.whoIs(authorization);
    if (principal === undefined)
      return { ok: false, denial: this.settings === 'closed' ? 'ACCESS_CLOSED' : 'UNAUTHENTICATED' };
    return may(principal, permission) ? { ok: true, principal } : { ok: false, denial: 'FORBIDDEN' };
  }

  /** Who asks with this Authorization header, whatever they may; undefined where nobody says. Never throws. */
  async whoIs(authorization: string | undefined): Promise<Principal | undefined> {
    if (this.settings === 'open') return ANYBODY;
    const session = /^Session (\S+)$/.exec(authorization ?? '')?.[1];
    if (session !== undefined) return this.believed?.principalOf(session);
    const credential = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    return credential === undefined ? undefined : this.principalOf(credential);
  }

  /** Whom this service lets in itself is let in beside who has a key or a token. */
  believe(believed: Believed): void {
    this.believed = believed;
  }

  private async principalOf(credential: string): Promise<Principal | undefined> {
    if (credential.startsWith(KEY_PREFIX)) return this.byHash.get(hashOf(credential));
    return (await this.vouchers?.read(credential)) ?? this.bearerOf(credential);
  }

  private async bearerOf(token: string): Promise<Principal | undefined> {
    if (typeof this.settings === 'string' || !this.settings.jwt || !this.tokenKeys) return undefined;
    const { issuer, audience, algorithms, rolesClaim: claim, roles } = this.settings.jwt;
    try {
      const { payload } = await jwtVerify(token, this.tokenKeys, {
        issuer,
        audience,
        algorithms,
        clockTolerance: CLOCK_TOLERANCE_S,
        requiredClaims: ['exp', 'sub'],
      });
      return { name: payload.sub!, roles: rolesOfClaims(payload, { claim, roles }) };
    } catch {
      return undefined; // Whatever is wrong with it, the answer is the same.
    }
  }
}

function hashOf(key: string): string {
  return `sha256:${createHash('sha256').update(key).digest('hex')}`;
}
