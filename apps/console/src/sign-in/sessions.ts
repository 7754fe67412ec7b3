import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@parley/platform';
import { openToken, sealToken } from './sealed-token.js';
import { SessionsStore } from './sessions.store.js';

const SECRET_BYTES = 32;
const LINK_S = 15 * 60;
const BY_LINK: Principal = { name: 'sign-in link', roles: ['admin'] };

/** Whose word lets in, and for how long. */
export interface SessionTerms {
  /** Whether the link of the first start does: where nobody else could come in. */
  readonly byLink: boolean;
  /** The identity provider that does, if one does. */
  readonly issuer: string | undefined;
  /** How long at most, s. */
  readonly mostS: number;
}
export const SESSION_TERMS = Symbol('terms of sessions');

/** Whom an identity provider named. */
export interface SignedIn {
  readonly who: Principal;
  readonly subject: string;
  /** Shown to the provider when they leave. */
  readonly idToken: string;
}

/** Lets people in by a link that works once, or by an identity provider's word, and knows them then by their cookie. */
@Injectable()
export class Sessions {
  constructor(
    private readonly store: SessionsStore,
    @Inject(SESSION_TERMS) private readonly terms: SessionTerms,
  ) {}

  /** How long a session lasts, s. */
  get mostS(): number {
    return this.terms.mostS;
  }

  /** A new link's secret: it lets in once, within 15 minutes, whoever opens it. */
  async newLink(): Promise<string> {
    const secret = newSecret();
    await this.store.keepLink(hashOf(secret), LINK_S);
    return secret;
  }

  /** Uses a link up. @returns what the session's cookie is to hold; undefined where it lets nobody in */
  async enter(link: string): Promise<string | undefined> {
    if (!(await this.store.takeLink(hashOf(link)))) return undefined;
    const session = newSecret();
    await this.store.begin(hashOf(session), BY_LINK, this.terms.mostS);
    return session;
  }

  /** Lets in whom the identity provider named. @returns what the session's cookie is to hold */
  async begin(issuer: string, { who, subject, idToken }: SignedIn): Promise<string> {
    const session = newSecret();
    const by = { issuer, subject, idToken: sealToken(idToken, session) };
    await this.store.begin(hashOf(session), who, this.terms.mostS, by);
    return session;
  }

  /** Whose session it is. Never throws: whoever can't be looked up is not in. */
  async principalOf(session: string): Promise<Principal | undefined> {
    const kept = await this.store.find(hashOf(session), this.terms.mostS).catch(() => undefined);
    const stands = kept?.issuer === undefined ? this.terms.byLink : kept.issuer === this.terms.issuer;
    return stands ? kept?.who : undefined;
  }

  /** @returns the token of the identity provider that it began with */
  async leave(session: string): Promise<string | undefined> {
    const sealed = await this.store.end(hashOf(session));
    return sealed && openToken(sealed, session);
  }

  /** Ends all sessions of somebody who may not come in any more. */
  turnOut(issuer: string, subject: string): Promise<void> {
    return this.store.endAllOf({ issuer, subject });
  }
}

/**
 * What proves that a changing request comes from our own pages: they can read it, and other sites, which could make
 * the browser send the cookie, can not.
 */
export function proofOf(session: string): string {
  return createHash('sha256').update(`proof of ${session}`).digest('base64url');
}

/** Compares in constant time. */
export function isProofOf(session: string, proof: unknown): boolean {
  const expected = Buffer.from(proofOf(session));
  const given = Buffer.from(typeof proof === 'string' ? proof : '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
