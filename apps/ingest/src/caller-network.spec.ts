import * as fc from 'fast-check';
import { isByUnnamedProxy, networkOfAddress, type Caller } from './caller-network.js';

describe('the network of a caller', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['203.0.113.7:4711', '203.0.113.7'],
    ['[2001:db8:1:2::1]:4711', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    [undefined, 'unknown'],
    ['x'.repeat(500), 'x'.repeat(53)],
    [`:${'x'.repeat(500)}`, `:${'x'.repeat(52)}`],
  ])('%s counts as %s', (address, network) => {
    expect(networkOfAddress(address)).toBe(network);
  });

  it('is one for all of a /64, and another beside it', () => {
    const groups = fc.array(fc.integer({ min: 0x2000, max: 0xffff }), { minLength: 8, maxLength: 8 });
    const written = (parts: readonly number[]) => parts.map((part) => part.toString(16)).join(':');
    fc.assert(
      fc.property(groups, groups, (one, other) => {
        const neighbour = [...one.slice(0, 4), ...other.slice(4)];
        const beside = [...one.slice(0, 3), one[3]! ^ 1, ...one.slice(4)];
        expect(networkOfAddress(written(neighbour))).toBe(networkOfAddress(written(one)));
        expect(networkOfAddress(written(beside))).not.toBe(networkOfAddress(written(one)));
      }),
    );
  });
});

describe('a proxy that nobody named', () => {
  const by = (remoteAddress: string, headers: Record<string, string>, ip = remoteAddress) =>
    isByUnnamedProxy({ ip, headers, socket: { remoteAddress } } as Caller);
  const forwarded = { 'x-forwarded-for': '203.0.113.7' };

  it.each(['10.1.2.3', '::ffff:192.168.1.1', 'fd00::7', '127.0.0.1', '100.64.0.9'])('is at %s', (address) => {
    expect(by(address, forwarded)).toBe(true);
  });

  it('is not who only says so, who says nothing, and who was named', () => {
    expect(by('198.18.0.1', {})).toBe(false);
    expect(by('8.8.8.8', forwarded)).toBe(false);
    expect(by('2a00:1450:4001:81b::200e', forwarded)).toBe(false);
    expect(by('10.1.2.3', forwarded, '203.0.113.7')).toBe(false);
  });
});
