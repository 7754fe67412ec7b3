import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { buildConnector } from 'undici';
import { isPublicAddress, type AllowedNetworks } from './public-addresses.js';

/** The connection would have gone to where webhooks may not go. */
export class AddressRefusedError extends Error {
  override readonly name = 'AddressRefusedError';
  readonly code = 'ADDRESS_REFUSED';
}

export interface GuardOptions {
  readonly allowed: AllowedNetworks;
  readonly connectTimeoutMs: number;
  /** Whom names are asked of; the machine's own resolver when absent. */
  readonly lookup?: LookupFunction;
}

/**
 * Connects to public addresses and allowed networks alone, by plain HTTP to allowed networks alone. A name is resolved
 * once and the connection goes to what was looked at, so a name that answers differently the next time gains nothing;
 * where one of its addresses may not be reached, none is.
 */
export function guardedConnect(options: GuardOptions): buildConnector.connector {
  const { connectTimeoutMs: timeout, lookup = lookUp } = options;
  const connectors = {
    'http:': buildConnector({ timeout, lookup: guarded(lookup, (address) => mayReach(address, 'http:')) }),
    'https:': buildConnector({ timeout, lookup: guarded(lookup, (address) => mayReach(address, 'https:')) }),
  };

  function mayReach(address: string, protocol: string): boolean {
    return options.allowed.includes(address) || (protocol === 'https:' && isPublicAddress(address));
  }

  return (target, callback) => {
    const protocol = target.protocol === 'http:' ? 'http:' : 'https:';
    const host = target.hostname.replace(/^\[|\]$/g, '');
    // Node asks no resolver where the host is an address.
    if (isIP(host) !== 0 && !mayReach(host, protocol)) return callback(refusal(), null);
    connectors[protocol](target, (...result) => {
      const [error, socket] = result;
      if (error !== null || mayReach(peerOf(socket), protocol)) return callback(...result);
      socket.destroy();
      callback(refusal(), null);
    });
  };
}

const peerOf = (socket: Socket): string => socket.remoteAddress ?? '';
const refusal = (): AddressRefusedError => new AddressRefusedError('no webhook may go to this address');

function guarded(lookup: LookupFunction, mayReach: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '');
      const addresses = found as unknown as LookupAddress[];
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => mayReach(address)))
        return callback(refusal(), '');
      if (options.all === true) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}
