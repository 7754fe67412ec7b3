import type { FastifyRequest } from 'fastify';
import * as ipaddr from 'ipaddr.js';

/** What of a request says whose it is. */
export type Caller = Pick<FastifyRequest, 'ip' | 'headers' | 'socket'>;

/** Where nobody on the internet calls from. */
const INSIDE: ReadonlySet<string> = new Set([
  'loopback',
  'private',
  'linkLocal',
  'uniqueLocal',
  'carrierGradeNat',
]);
/** Longer than any address: what a proxy says is no more than that. */
const LONGEST = 45;

/**
 * Who calls, as limits count it: an IPv4 address, or the /64 of an IPv6 one, as one subscriber has all of that
 * (RFC 6177). Behind a proxy of INGEST_TRUSTED_PROXIES it is the caller that the proxy names.
 */
export function networkOf(request: Caller): string {
  return networkOfAddress(request.ip);
}

export function networkOfAddress(address: string | undefined): string {
  if (address === undefined) return 'unknown';
  if (!address.includes(':') || !ipaddr.isValid(address)) return address.slice(0, LONGEST);
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const { parts } = parsed as { parts: readonly number[] } & typeof parsed;
  return `${parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}

/**
 * Whether a request came through a proxy that INGEST_TRUSTED_PROXIES does not name: it says for whom it asks, and comes
 * from inside. All who come through it would share one limit.
 */
export function isByUnnamedProxy(request: Caller): boolean {
  const peer = request.socket.remoteAddress;
  if (request.headers['x-forwarded-for'] === undefined || peer === undefined || !ipaddr.isValid(peer))
    return false;
  return request.ip === peer && INSIDE.has(ipaddr.process(peer).range());
}
