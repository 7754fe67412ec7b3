import { hash } from 'node:crypto';

/** Namespace of ids made from what a carrier or a person calls a thing. */
const PARLEY_NAMESPACE = 'b3c7a5de-9f0e-5c1b-8d55-7f6d9a2e4c10';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The id of an effect: UUIDv5 (RFC 9562 §5.5) of the cause's id and the effect's name, so that a replay makes
 * the same id and every consumer can drop it.
 */
export function eventIdFrom(causeId: string, name: string): string {
  const bytes = Buffer.allocUnsafe(16 + Buffer.byteLength(name));
  bytes.write(causeId.replaceAll('-', ''), 0, 16, 'hex');
  bytes.write(name, 16, 'utf8');
  const digest = hash('sha1', bytes, 'buffer');
  digest[6] = (digest[6]! & 0x0f) | 0x50;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  const hex = digest.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The id of an event that the outside names: a carrier and its own message id. */
export function externalEventId(source: string, id: string): string {
  return eventIdFrom(PARLEY_NAMESPACE, `${source}/${id}`);
}

export function isUuid(value: string): boolean {
  return UUID.test(value);
}
