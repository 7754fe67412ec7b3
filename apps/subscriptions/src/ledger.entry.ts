import type { ConsentEntry } from './domain/consent.entry.js';

/** What proves an entry: the words that were said and the event that brought them. */
export interface Evidence {
  readonly subscriber: string;
  /** The MO, or the request of another service. */
  readonly causeId: string;
  /** The MO as the person wrote it, or the disclosure that the person agreed to, verbatim. */
  readonly text?: string | undefined;
  readonly disclosureVersion?: string | undefined;
  /** The rule of the keyword router, as `<rule>@<version>`; with texts only. */
  readonly matchedRule?: string | undefined;
  /** ms since the epoch: when it reached us; `at` of the entry is when it was honoured. */
  readonly receivedAt: number;
}

/** A row of the ledger before it is chained. */
export interface LedgerEntry extends ConsentEntry, Evidence {}

/**
 * Words as PostgreSQL can keep them, so that what was hashed is what is read back: its text is UTF-8 without
 * U+0000. Unpaired surrogates and U+0000 become U+FFFD; everything else stays as it was written.
 */
export function storableText(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return wellFormed.includes('\0') ? wellFormed.replaceAll('\0', '\uFFFD') : wellFormed;
}
