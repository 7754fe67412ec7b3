import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Principal } from '@parley/platform';
import { SessionsStore } from './sessions.store.js';

const SECRET_BYTES = 32;
const LINK_S = 15 * 60;
/** As long as a working day; who comes back after that signs in again. */
export const SESSION_S = 12 * 3_600;
const BY_LINK: Principal = { name: 'sign-in link', roles: ['admin'] };

/** Lets people in by a link that works once, and knows them then by what their cookie holds. */
@Injectable()
export class Sessions {
  constructor(private readonly store: SessionsStore) {}

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
    await this.store.begin(hashOf(session), BY_LINK, SESSION_S);
    return session;
  }

  /** Whose session it is. Never throws: whoever can't be looked up is not in. */
  async principalOf(session: string): Promise<Principal | undefined> {
    return this.store.find(hashOf(session)).catch(() => undefined);
  }

  leave(session: string): Promise<void> {
    return this.store.end(hashOf(session));
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
