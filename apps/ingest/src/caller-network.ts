import type { FastifyRequest } from 'fastify';
import * as ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';

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
/** What some proxies say: 203.0.113.7:4711, [2001:db8::7]:4711. */
const WITH_PORT = /^(?:([\d.]+)|\[(.+)\]):\d+$/;
/** No address is longer, with brackets and port. */
const LONGEST = 53;
/** Reading an IPv6 address takes 6 µs; carriers come from few. */
const networks = new LRUCache<string, string>({ max: 1000 });

/**
 * Who calls, as limits count it: an IPv4 address, or the /64 of an IPv6 one, as one subscriber has all of that
 * (RFC 6177). Behind a proxy of INGEST_TRUSTED_PROXIES it is the caller that the proxy names.
 */
export function networkOf(request: Caller): string {
  return networkOfAddress(request.ip);
}

export function networkOfAddress(given: string | undefined): string {
  if (given === undefined) return 'unknown';
  const address = given.slice(0, LONGEST);
  if (!address.includes(':')) return address;
  const known = networks.get(address);
  if (known !== undefined) return known;
  const network = networkWithColons(address.replace(WITH_PORT, '$1$2'));
  networks.set(copyOf(address), network);
  return network;
}

/** What was cut from a header keeps all of it in memory; this does not. */
export function copyOf(text: string): string {
  return Buffer.from(text).toString();
}

function networkWithColons(address: string): string {
  if (!ipaddr.isValid(address)) return copyOf(address);
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
