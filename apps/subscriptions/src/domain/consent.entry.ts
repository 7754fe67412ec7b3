import type { ConsentSource, ConsentStateName } from '@parley/contracts';

/** The rule that decided an entry; it stays in the ledger for ever, so names are only added. */
export type ConsentRule =
  | 'subscribe/single'
  | 'subscribe/double'
  | 'subscribe/lift'
  | 'confirm/word'
  | 'confirm/lift'
  | 'confirm/age'
  | 'confirm/expired'
  | 'age/under'
  | 'opt-in/start'
  | 'opt-out/sender'
  | 'opt-out/program';

/** One entry of the ledger: a change of one standing. The only thing that changes a state. */
export interface ConsentEntry {
  /** Its place in the subscriber's ledger, from 1. */
  readonly version: number;
  readonly sender: string;
  /** A program, or `*`. */
  readonly program: string;
  readonly from: ConsentStateName;
  readonly to: ConsentStateName;
  readonly rule: ConsentRule;
  readonly source: ConsentSource;
  /** ms since the epoch: when it was honoured. */
  readonly at: number;
  /**
   * ms since the epoch. With `to: pending`: until when it may be confirmed; with `age/under`: until when nobody
   * is asked again.
   */
  readonly expiresAt?: number | undefined;
  /** The words that the person agreed to, verbatim: a form's, a poster's, or the prompt that was answered. */
  readonly disclosure?: string | undefined;
  readonly disclosureVersion?: string | undefined;
  /** The text that answered, verbatim: the prompt, the welcome, the goodbye. */
  readonly shown?: string | undefined;
  /** Which revision of the configuration its words are from. */
  readonly shownVersion?: string | undefined;
}
