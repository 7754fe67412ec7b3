import * as fc from 'fast-check';
import { parse } from 'ipaddr.js';
import { AllowedNetworks, isPublicAddress } from './public-addresses.js';

const PUBLIC = ['1.1.1.1', '8.8.8.8', '100.63.255.255', '172.15.0.1', '172.32.0.1', '223.255.255.255'];
const PUBLIC_6 = ['2606:4700:4700::1111', '2a00:1450:4001:81b::200e', '2001:4860:4860::8888'];

describe('a public address', () => {
  it.each([...PUBLIC, ...PUBLIC_6, '::ffff:8.8.8.8', '::ffff:808:808'])('%s is one', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ...['0.0.0.0', '10.0.0.1', '100.64.0.1', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.16.0.1'],
    ...['172.31.255.255', '192.0.0.192', '192.168.1.1', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
    ...['::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '2001:db8::1'],
    ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::FFFF:169.254.169.254', '0:0:0:0:0:ffff:a00:1'],
    ...['::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::a00:1', '2002:7f00:1::', '2001:0:7f00:1::'],
    ...['', 'localhost', '2130706433', '0x7f000001', '127.1', '1.2.3.4.5', '::1::'],
  ])('%s is none', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('is one only where ipaddr.js calls it plain unicast, too', () => {
    const v4 = fc.ipV4();
    const v6 = fc.ipV6();
    fc.assert(
      fc.property(fc.oneof(v4, v6), (address) => {
        if (!isPublicAddress(address)) return;
        const parsed = parse(address);
        const range =
          parsed.kind() === 'ipv6' && 'isIPv4MappedAddress' in parsed && parsed.isIPv4MappedAddress()
            ? parsed.toIPv4Address().range()
            : parsed.range();
        expect(range).toBe('unicast');
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same written as IPv4 in IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(isPublicAddress(`::ffff:${address}`)).toBe(isPublicAddress(address));
      }),
    );
  });
});

describe('networks that are allowed', () => {
  const allowed = new AllowedNetworks(['127.0.0.0/8', '10.1.0.0/16', 'fd00:1::/32']);

  it.each([
    ['127.0.0.1', true],
    ['::ffff:127.0.0.1', true],
    ['10.1.255.255', true],
    ['10.2.0.1', false],
    ['fd00:1::5', true],
    ['fd00:2::5', false],
    ['::1', false],
    ['localhost', false],
  ])('%s: %s', (address, is) => {
    expect(allowed.includes(address)).toBe(is);
  });

  it.each(['10.0.0.0', '10.0.0/8', 'example.com/8', '10.0.0.0/33'])('refuses to read %s', (cidr) => {
    expect(() => new AllowedNetworks([cidr])).toThrow();
  });
});
