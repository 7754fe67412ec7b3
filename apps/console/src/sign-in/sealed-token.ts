import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals a provider's token under what the session's cookie holds: who reads the database can not use it. */
export function sealToken(token: string, session: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(session), nonce);
  const sealed = [cipher.update(token, 'utf8'), cipher.final()];
  return Buffer.concat([nonce, ...sealed, cipher.getAuthTag()]);
}

/** The token; undefined where it was sealed under another session. */
export function openToken(sealed: Buffer, session: string): string | undefined {
  const end = sealed.length - TAG_BYTES;
  if (end < NONCE_BYTES) return undefined;
  try {
    const cipher = createDecipheriv(CIPHER, keyOf(session), sealed.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    cipher.setAuthTag(sealed.subarray(end));
    return cipher.update(sealed.subarray(NONCE_BYTES, end), undefined, 'utf8') + cipher.final('utf8');
  } catch {
    return undefined;
  }
}

const keyOf = (session: string): Buffer =>
  Buffer.from(hkdfSync('sha256', session, '', 'parley console: the token of a session', 32));
