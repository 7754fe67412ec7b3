import type { Statement } from '@parley/persistence';
import type { Consents } from './domain/consent.state.js';
import type { ChainHead } from './domain/ledger.chain.js';
import type { ChainedEntry, LedgerEntry } from './domain/ledger.entry.js';

/** A subscriber's state with what the store needs to write it back. */
export interface StoredConsents {
  readonly consents: Consents;
  /** The hash of the newest entry, hexadecimal, when the state was loaded. */
  readonly head: string;
  /** How often the state had been written when it was loaded; 0 for somebody new. */
  readonly revision: number;
}

/** One subscriber's ledger as it stands, oldest entry first. */
export interface ConsentHistory {
  readonly entries: readonly ChainedEntry[];
  /** Absent: nothing is known of the subscriber. */
  readonly head?: ChainHead;
  /** ms since the epoch: when texts of the person's were made unreadable last. */
  readonly erasedAt?: number;
}

/** Keeps the ledger and, beside it, the state that follows from it. */
export abstract class ConsentStore {
  /** The states of those who have one, in one query. Throws DatabaseError. */
  abstract load(subscribers: readonly string[]): Promise<Map<string, StoredConsents>>;

  /**
   * The statements that append entries and keep the states. Their transaction fails with SQLSTATE 40001, so
   * that the batch is decided again, when somebody else changed one of the states since it was loaded.
   */
  abstract save(
    changed: ReadonlyMap<string, StoredConsents>,
    entries: readonly LedgerEntry[],
  ): readonly Statement[];

  /** A subscriber's whole ledger. Throws DatabaseError. */
  abstract history(subscriber: string): Promise<ConsentHistory>;
}
