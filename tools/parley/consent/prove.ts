import { chainLink, GENESIS } from '@parley/persistence';
import { proofsOf } from '../../../apps/subscriptions/src/domain/consent.proof.js';
import { LedgerVerifier } from '../../../apps/subscriptions/src/domain/ledger.verify.js';
import type { ChainVerdict } from '../../../apps/subscriptions/src/domain/ledger.chain.js';
import type { ChainedEntry } from '../../../apps/subscriptions/src/domain/ledger.entry.js';
import type { House } from '../platform/house-database.js';
import { LedgerReader } from './ledger.reader.pg.js';
import type { SealedTexts } from './sealed-texts.js';

/** An entry as it is printed: instants in ISO 8601. */
export type PrintedEntry = Omit<ChainedEntry, 'receivedAt' | 'at' | 'expiresAt'> & {
  readonly receivedAt: string;
  readonly honouredAt: string;
  readonly expiresAt?: string;
  /** When its text was made unreadable. */
  readonly textErasedAt?: string | undefined;
};

/** How somebody stands with a program, and by what words. */
export interface PrintedProof {
  readonly sender: string;
  readonly program: string;
  readonly state: string;
  readonly since: string;
  /** The entry that made it so. */
  readonly version: number;
  readonly rule: string;
  readonly source: string;
  /** What the person wrote. */
  readonly text?: string | undefined;
  /** When that was made unreadable. */
  readonly textErasedAt?: string | undefined;
  /** What the person agreed to by it. */
  readonly disclosure?: string | undefined;
  readonly disclosureVersion?: string | undefined;
}

export interface ConsentProof {
  readonly subscriber: string;
  readonly verdict: ChainVerdict;
  readonly consents: readonly PrintedProof[];
  readonly ledger: readonly PrintedEntry[];
}

/** A subscriber's chain, verified, and what it proves; without `texts` sealed texts stay sealed. */
export async function proveConsent(
  house: House,
  subscriber: string,
  texts: SealedTexts = { open: (entry) => entry },
): Promise<ConsentProof> {
  const reader = await LedgerReader.open(house);
  try {
    const read = await reader.of(subscriber);
    let verdict: ChainVerdict = { ok: true, entries: 0 };
    const verifier = new LedgerVerifier(chainLink, GENESIS, (_, found) => (verdict = found));
    for (const { entry, kept } of read) verifier.take(entry, kept);
    verifier.end();
    if (read.length === 0) {
      const [gone] = await reader.gone(subscriber);
      if (gone !== undefined) {
        const message = `All ${gone.version} entries of this ledger are gone. Restore them from a backup.`;
        verdict = { ok: false, version: 0, code: 'LEDGER_GONE', message };
      }
    }
    const entries = read.map(({ entry }) => texts.open(entry));
    const consents = proofsOf(entries).map(({ sender, program, state, since, entry }) => {
      const { version, rule, source, text, disclosure, disclosureVersion } = entry;
      const words = { text, textErasedAt: erasedAt(entry, texts), disclosure, disclosureVersion };
      return { sender, program, state, since: iso(since), version, rule, source, ...words };
    });
    return { subscriber, verdict, consents, ledger: entries.map((entry) => printed(entry, texts)) };
  } finally {
    await reader.close();
  }
}

/** Of an entry whose text nobody can read any more. */
function erasedAt({ text, sealedText }: ChainedEntry, texts: SealedTexts): string | undefined {
  const gone = sealedText !== undefined && text === undefined && texts.erasedAt !== undefined;
  return gone ? iso(texts.erasedAt) : undefined;
}

function printed(entry: ChainedEntry, texts: SealedTexts): PrintedEntry {
  const { receivedAt, at, expiresAt, ...rest } = entry;
  return {
    ...rest,
    textErasedAt: erasedAt(entry, texts),
    receivedAt: iso(receivedAt),
    honouredAt: iso(at),
    ...(expiresAt !== undefined && { expiresAt: iso(expiresAt) }),
  };
}

/** Also of an instant that somebody altered beyond what a date can be: it is shown, not thrown. */
function iso(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString();
}
