import { chainLink, GENESIS } from '@parley/persistence';
import { canonicalJson, verifyChain } from '../../apps/subscriptions/src/domain/ledger.chain.js';
import type { ChainedEntry, LedgerEntry } from '../../apps/subscriptions/src/domain/ledger.entry.js';
import type { DomainLoad } from './domain-load.js';

/** A text of 15 characters, sealed: 44 bytes. */
const SEALED = '01'.repeat(44);
const CHAINS = 100;
const ENTRIES = 10;

/** Chains of people who came and went a few times, as they are verified one after another. */
export function ledgerVerification(): DomainLoad {
  const chains = Array.from({ length: CHAINS }, (_, person) =>
    chainOf(`+1415555${String(person).padStart(4, '0')}`),
  );
  return {
    things: CHAINS * ENTRIES,
    run: () => {
      for (const chain of chains)
        if (!verifyChain(chain, chainLink, GENESIS).ok)
          throw new Error('a chain that was just made is broken');
    },
  };
}

function chainOf(subscriber: string): ChainedEntry[] {
  const chain: ChainedEntry[] = [];
  let prevHash = GENESIS;
  for (let version = 1; version <= ENTRIES; version++) {
    const entry: LedgerEntry = {
      version,
      subscriber,
      sender: '12345',
      program: 'sweater-club',
      from: version % 2 === 0 ? 'in' : 'out',
      to: version % 2 === 0 ? 'out' : 'in',
      rule: version % 2 === 0 ? 'opt-out/program' : 'subscribe/single',
      source: 'keyword',
      at: Date.parse('2026-11-20T15:00:00.010Z'),
      receivedAt: Date.parse('2026-11-20T15:00:00.000Z'),
      causeId: '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10',
      sealedText: SEALED,
      matchedRule: 'compliance/opt-out-in-company@2026-11-25 scope/conversation',
    };
    const own = chainLink(prevHash, canonicalJson(entry));
    chain.push({ ...entry, prevHash, hash: own });
    prevHash = own;
  }
  return chain;
}
