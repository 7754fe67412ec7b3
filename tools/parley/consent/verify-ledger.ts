import { chainLink, GENESIS } from '@parley/persistence';
import { chainBreak, type ChainBreak } from '../../../apps/subscriptions/src/domain/ledger.chain.js';
import { LedgerVerifier } from '../../../apps/subscriptions/src/domain/ledger.verify.js';
import { LedgerReader } from './ledger.reader.pg.js';

/** A ledger that is not what was written. */
export interface BrokenLedger extends Omit<ChainBreak, 'ok'> {
  readonly subscriber: string;
}

export interface Verification {
  readonly subscribers: number;
  readonly entries: number;
  readonly broken: readonly BrokenLedger[];
  readonly milliseconds: number;
}

/** Every chain of the ledger, streamed; `onPage` hears how far it is, and about how far it goes. */
export async function verifyLedger(
  databaseUrl: string,
  onPage: (entries: number, about: number) => void = () => undefined,
): Promise<Verification> {
  const begun = performance.now();
  const reader = await LedgerReader.open(databaseUrl);
  const broken: BrokenLedger[] = [];
  let subscribers = 0;
  let entries = 0;
  try {
    const about = await reader.estimate();
    const verifier = new LedgerVerifier(chainLink, GENESIS, (subscriber, verdict) => {
      subscribers += 1;
      if (!verdict.ok) broken.push(brokenLedger(subscriber, verdict));
    });
    for await (const page of reader.pages()) {
      for (const { entry, kept } of page) verifier.take(entry, kept);
      entries += page.length;
      onPage(entries, about);
    }
    verifier.end();
    for (const { subscriber, version } of await reader.gone()) {
      subscribers += 1;
      const what = `All ${version} entries of this ledger are gone`;
      broken.push(brokenLedger(subscriber, chainBreak('LEDGER_GONE', 0, what)));
    }
  } finally {
    await reader.close();
  }
  return { subscribers, entries, broken, milliseconds: performance.now() - begun };
}

function brokenLedger(subscriber: string, { version, code, message }: ChainBreak): BrokenLedger {
  return { subscriber, version, code, message };
}
