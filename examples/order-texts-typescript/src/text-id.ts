import { createHash } from 'node:crypto';

/** This service's own namespace: any UUID that is drawn once and kept. */
const NAMESPACE = 'b9d1a3c4-1f0e-4c52-9a77-60c2f1c7d5ab';

/** The id of the text about an order: the same after a crash, so that Parley sends it once (UUIDv5, RFC 9562 §5.5). */
export function textIdOf(order: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(NAMESPACE.replaceAll('-', ''), 'hex'))
    .update(order)
    .digest();
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
