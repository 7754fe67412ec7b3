import type { ConsentEntry } from './consent.entry.js';

/** What a sealed text is said to be when it is sealed and opened; part of what its seal proves. */
export const LEDGER_TEXT = 'ledger/text';

/** What proves an entry: the words that were said and the event that brought them. */
export interface Evidence {
  readonly subscriber: string;
  /** The MO, or the request of another service. */
  readonly causeId: string;
  /** The MO as the person wrote it, verbatim; with texts only. */
  readonly text?: string | undefined;
  /** The rule of the keyword router, as `<rule>@<version>`; with texts only. */
  readonly matchedRule?: string | undefined;
  /** ms since the epoch: when it reached us; `at` of the entry is when it was honoured. */
  readonly receivedAt: number;
}

/** A row of the ledger before it is chained. */
export interface LedgerEntry extends ConsentEntry, Evidence {
  /**
   * The text as it is kept, sealed under the person's key, hexadecimal: what the chain commits to, so that it holds
   * when the key is gone. Entries from before 2026-11-26 have their text in the clear, and are hashed with it.
   */
  readonly sealedText?: string | undefined;
}

/** A row of the ledger: an entry, the hash before it and its own; 64 hexadecimal digits each. */
export interface ChainedEntry extends LedgerEntry {
  readonly prevHash: string;
  readonly hash: string;
}

/**
 * Words as PostgreSQL can keep them, so that what was hashed is what is read back: its text is UTF-8 without
 * U+0000. Unpaired surrogates and U+0000 become U+FFFD; everything else stays as it was written.
 */
export function storableText(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return wellFormed.includes('\0') ? wellFormed.replaceAll('\0', '\uFFFD') : wellFormed;
}
