import type { ConsentSource, ConsentStateName } from '@parley/contracts';

/** The rule that decided an entry; it stays in the ledger for ever, so names are only added. */
export type ConsentRule =
  | 'subscribe/single'
  | 'subscribe/double'
  | 'subscribe/lift'
  | 'confirm/word'
  | 'confirm/lift'
  | 'confirm/expired'
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
  /** ms since the epoch; with `to: pending`: until when it may be confirmed. */
  readonly expiresAt?: number;
}
