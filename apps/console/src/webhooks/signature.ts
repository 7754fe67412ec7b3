import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/**
 * The key of a secret in the form of Standard Webhooks: `whsec_` and base64 of 24 to 64 bytes; undefined for any other
 * text.
 */
export function keyOf(secret: string): Buffer | undefined {
  if (!secret.startsWith(PREFIX)) return undefined;
  const text = secret.slice(PREFIX.length);
  const key = Buffer.from(text, 'base64');
  if (key.length < 24 || key.length > 64 || key.toString('base64') !== text) return undefined;
  return key;
}

/** `webhook-signature`: one `v1` for each key (Standard Webhooks, symmetric signatures). @param timestampS Unix time, s */
export function signatures(keys: readonly Buffer[], id: string, timestampS: number, body: string): string {
  const signed = `${id}.${timestampS}.${body}`;
  return keys.map((key) => `v1,${createHmac('sha256', key).update(signed).digest('base64')}`).join(' ');
}
