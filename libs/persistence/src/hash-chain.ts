import { hash } from 'node:crypto';

/** What the first row of a chain is linked to: 32 zero bytes, hexadecimal. */
export const GENESIS = '00'.repeat(32);

/** Links a row to the one before it: SHA-256(previous hash || the row's canonical text), hexadecimal. */
export function chainLink(previous: string, canonical: string): string {
  return hash('sha256', Buffer.concat([Buffer.from(previous, 'hex'), Buffer.from(canonical)]), 'hex');
}
