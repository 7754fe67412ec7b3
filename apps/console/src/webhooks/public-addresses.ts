import { BlockList, isIP, isIPv4 } from 'node:net';

/** IPv4 that is no public unicast address: IANA's IPv4 Special-Purpose Address Registry, multicast, class E. */
const SPECIAL_4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // carrier-grade NAT, where clouds keep services of theirs
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local, the metadata services of clouds
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // AMT
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
] as const;

/** All public IPv6 unicast is in here today (RFC 4291, 2.4): what is not holds loopback, ULA, link-local, NAT64, mapped. */
const UNICAST_6 = '2000::/3';
/** What of it is not: IANA's IPv6 Special-Purpose Address Registry. */
const SPECIAL_6 = [
  '2001::/23', // protocol assignments, Teredo among them
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: an IPv4 address inside
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
] as const;

const special4 = listOf(SPECIAL_4);
const unicast6 = listOf([UNICAST_6]);
const special6 = listOf(SPECIAL_6);

/** Whether an address can be somebody's on the internet; IPv4 written as IPv6 is judged as IPv4. */
export function isPublicAddress(address: string): boolean {
  const plain = unmapped(address);
  if (isIPv4(plain)) return !special4.check(plain, 'ipv4');
  return isIP(plain) === 6 && unicast6.check(plain, 'ipv6') && !special6.check(plain, 'ipv6');
}

/** Networks that webhooks may go to although they are not public. */
export class AllowedNetworks {
  private readonly list: BlockList;

  /** @throws where one is no CIDR block, such as `10.1.0.0/16` */
  constructor(cidrs: readonly string[]) {
    this.list = listOf(cidrs);
  }

  includes(address: string): boolean {
    const plain = unmapped(address);
    return isIP(plain) !== 0 && this.list.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6');
  }
}

function listOf(cidrs: readonly string[]): BlockList {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [network = '', prefix = ''] = cidr.split('/');
    if (isIP(network) === 0 || !/^\d{1,3}$/.test(prefix)) throw new Error(`"${cidr}" is no CIDR block`);
    list.addSubnet(network, Number(prefix), isIPv4(network) ? 'ipv4' : 'ipv6');
  }
  return list;
}

/** `::ffff:127.0.0.1` and `::ffff:7f00:1` as 127.0.0.1; whatever else as it is, without its zone. */
function unmapped(address: string): string {
  const [bare = ''] = address.split('%');
  if (isIP(bare) !== 6) return bare;
  const written = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(written);
  if (mapped === null) return written;
  return mapped
    .slice(1)
    .flatMap((group) => {
      const value = Number.parseInt(group, 16);
      return [value >> 8, value & 255];
    })
    .join('.');
}
