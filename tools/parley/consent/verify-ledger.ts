import { chainLink, GENESIS } from '@parley/persistence';
import { chainBreak, type ChainBreak } from '../../../apps/subscriptions/src/domain/ledger.chain.js';
import { LedgerVerifier } from '../../../apps/subscriptions/src/domain/ledger.verify.js';
import type { House } from '../platform/house-database.js';
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

/**
 * Every chain of the ledger, streamed; `onPage` hears how far it is, and about how far it goes.
 *
 * @param published versions that were published before, by subscriber (`publishedVersions`): who is not there any
 * more, or stands at an older version, was removed from the database as a whole; emptied meanwhile
 */
export async function verifyLedger(
  house: House,
  onPage: (entries: number, about: number) => void = () => undefined,
  published = new Map<string, number>(),
): Promise<Verification> {
  const begun = performance.now();
  const reader = await LedgerReader.open(house);
  const broken: BrokenLedger[] = [];
  let subscribers = 0;
  let entries = 0;
  try {
    const about = await reader.estimate();
    const verifier = new LedgerVerifier(chainLink, GENESIS, (subscriber, verdict) => {
      subscribers += 1;
      const known = published.get(subscriber);
      published.delete(subscriber);
      if (!verdict.ok) broken.push(brokenLedger(subscriber, verdict));
      else if (known !== undefined && known > verdict.entries)
        broken.push(brokenLedger(subscriber, cutBack(verdict.entries, known)));
    });
    for await (const page of reader.pages()) {
      for (const { entry, kept } of page) verifier.take(entry, kept);
      entries += page.length;
      onPage(entries, about);
    }
    verifier.end();
    for (const { subscriber, version } of await reader.gone()) {
      subscribers += 1;
      published.delete(subscriber);
      const what = `All ${version} entries of this ledger are gone`;
      broken.push(brokenLedger(subscriber, chainBreak('LEDGER_GONE', 0, what)));
    }
    for (const [subscriber, version] of published) {
      subscribers += 1;
      const what = `All ${version} entries of this ledger are gone, and its state with them; consent.state still tells of them`;
      broken.push(brokenLedger(subscriber, chainBreak('LEDGER_GONE', 0, what)));
    }
  } finally {
    await reader.close();
  }
  return { subscribers, entries, broken, milliseconds: performance.now() - begun };
}

/** Ledger and state agree, and both are older than what was published of them. */
function cutBack(version: number, known: number): ChainBreak {
  const what = `Entry ${version} of the ledger is not the last that was published; consent.state tells of ${known}`;
  return chainBreak('LEDGER_CUT_OFF', version, what);
}

function brokenLedger(subscriber: string, { version, code, message }: ChainBreak): BrokenLedger {
  return { subscriber, version, code, message };
}
