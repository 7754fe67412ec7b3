import { AddressLimits } from './address-limits.js';
import type { Caller } from './caller-network.js';

const HOUR_MS = 3_600_000;
const GUESSER = from('203.0.113.7');
const CARRIER = from('198.51.100.1');

let nowMs: number;
let said: string[];
let limits: AddressLimits;

function from(ip: string, headers: Record<string, string> = {}, peer = ip): Caller {
  return { ip, headers, socket: { remoteAddress: peer } } as Caller;
}

function limitsOf(refusalsPerMinute: number): AddressLimits {
  const log = {
    limited: (_carrier: string, code: string, whom: string) => void said.push(`${code} ${whom}`),
    unnamedProxy: (address: string) => void said.push(`proxy ${address}`),
  };
  return new AddressLimits({ refusalsPerMinute }, log, () => nowMs);
}

function refuse(caller: Caller, times: number): void {
  for (let i = 0; i < times; i++) limits.refused(caller);
}

beforeEach(() => {
  nowMs = 1_000_000;
  said = [];
  limits = limitsOf(60);
});

describe('who proves nothing', () => {
  it('is heard a minute’s worth, then no faster than that', () => {
    refuse(GUESSER, 59);
    expect(limits.wait(GUESSER)).toBe(0);
    refuse(GUESSER, 1);
    expect([limits.wait(GUESSER), said]).toEqual([1000, ['ADDRESS_LIMITED 203.0.113.7']]);
    let heard = 0;
    for (const end = nowMs + 60_000; nowMs < end; nowMs += 10) {
      if (limits.wait(GUESSER) > 0) continue;
      heard += 1;
      limits.refused(GUESSER);
    }
    expect(heard).toBe(59);
  });

  it('is heard again after a minute, whatever was under way when the limit was reached', () => {
    refuse(GUESSER, 5000);
    nowMs += 1000;
    expect(limits.wait(GUESSER)).toBe(0);
    nowMs += 60_000;
    refuse(GUESSER, 59);
    expect(limits.wait(GUESSER)).toBe(0);
  });

  it('is one for all of a /64, and nobody else', () => {
    for (let i = 0; i < 60; i++) limits.refused(from(`2001:db8:1:2::${i.toString(16)}`));
    expect(limits.wait(from('2001:db8:1:2:ffff::1'))).toBe(1000);
    expect(limits.wait(from('2001:db8:1:3::1'))).toBe(0);
    expect(limits.wait(CARRIER)).toBe(0);
  });

  it('is not limited where no limit is set', () => {
    limits = limitsOf(0);
    refuse(GUESSER, 5000);
    expect(limits.wait(GUESSER)).toBe(0);
  });
});

describe('who proved a secret', () => {
  it('is heard for a day, whatever else comes from there', () => {
    limits.proved(CARRIER);
    refuse(CARRIER, 5000);
    expect(limits.wait(CARRIER)).toBe(0);
    nowMs += 23 * HOUR_MS;
    refuse(CARRIER, 5000);
    expect(limits.wait(CARRIER)).toBe(0);
    nowMs += 2 * HOUR_MS;
    refuse(CARRIER, 60);
    expect(limits.wait(CARRIER)).toBe(1000);
  });

  it('is heard from then on, though guesses came before', () => {
    refuse(CARRIER, 60);
    expect(limits.wait(CARRIER)).toBe(1000);
    limits.proved(CARRIER);
    expect(limits.wait(CARRIER)).toBe(0);
  });

  it('stays believed while it proves it again, and is not forgotten for all who guess', () => {
    limits.proved(CARRIER);
    nowMs += 20 * HOUR_MS;
    limits.proved(CARRIER);
    for (let i = 0; i < 20_000; i++) limits.refused(from(`10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`));
    nowMs += 20 * HOUR_MS;
    refuse(CARRIER, 60);
    expect(limits.wait(CARRIER)).toBe(0);
  });
});

it('forgets who came first when too many come', () => {
  refuse(GUESSER, 60);
  for (let i = 0; i < 9999; i++) limits.refused(from(`10.0.${i >> 8}.${i & 255}`));
  expect(limits.wait(GUESSER)).toBe(1000); // asked for last now
  for (let i = 0; i < 9999; i++) limits.refused(from(`10.1.${i >> 8}.${i & 255}`));
  expect(limits.wait(from('10.0.0.1'))).toBe(0);
  expect(limits.wait(GUESSER)).toBe(1000);
  for (let i = 0; i < 10_000; i++) limits.refused(from(`10.2.${i >> 8}.${i & 255}`));
  expect(limits.wait(GUESSER)).toBe(0);
});

it('limits nobody who comes through a proxy that is not named, and says so', () => {
  const behind = from('10.0.0.9', { 'x-forwarded-for': '203.0.113.7' });
  refuse(behind, 100);
  expect(limits.wait(behind)).toBe(0);
  expect(new Set(said)).toEqual(new Set(['proxy 10.0.0.9']));
});
