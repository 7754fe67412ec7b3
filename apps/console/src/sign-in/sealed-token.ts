import { hkdfSync } from 'node:crypto';
import { open, seal } from '@parley/vault';

const ABOUT = 'console/id-token';

/** Seals a provider's token under what the session's cookie holds: who reads the database can not use it. */
export function sealToken(token: string, session: string): Buffer {
  return seal(keyOf(session), Buffer.from(token), ABOUT);
}

/** The token; undefined where it was sealed under another session. */
export function openToken(sealed: Buffer, session: string): string | undefined {
  try {
    return open(keyOf(session), sealed, ABOUT).toString();
  } catch {
    return undefined;
  }
}

const keyOf = (session: string): Buffer =>
  Buffer.from(hkdfSync('sha256', session, '', 'parley console: the token of a session', 32));
