import type { LedgerEntry } from '../../../tools/simulator/index.js';
import type { Expected } from '../expected.js';
import type { Stall } from './certain-rate.js';

/** What the dispatcher keeps of a text. */
export interface KeptOutcome {
  readonly mtId: string;
  /** The simulator's id of the MO that the text answers. */
  readonly moId?: string;
  readonly phone: string;
  readonly status: string;
  readonly code?: string;
}

/** All that a trial is judged by. Times are the ledger's, microseconds since the epoch. */
export interface Evidence {
  /** The ledger's entries, of this trial and of others. */
  readonly entries: readonly LedgerEntry[];
  /** From when to when texts that arrived belong to this trial's pace. */
  readonly from: number;
  readonly to: number;
  readonly expected: Expected;
  readonly outcomes: readonly KeptOutcome[];
  /** When the simulator itself was held up. */
  readonly stalls: readonly Stall[];
}

export const invariants = ['I1', 'I2', 'I3', 'I4', 'I5'] as const;

export type Invariant = (typeof invariants)[number];

/** Something that must not have happened, with what proves it. */
export interface Violation {
  readonly invariant: Invariant;
  readonly what: string;
  /** What the report shows of it: the ledger's entries, or what was expected. */
  readonly proof: readonly unknown[];
}

export interface Verdict {
  readonly violations: readonly Violation[];
  /** MOs that were acknowledged, and those that never were. */
  readonly acknowledged: number;
  readonly refused: number;
  /** Texts that reached phones. */
  readonly arrived: number;
  /** Expected replies that did not arrive and whose MT is shown with an outcome that says so. */
  readonly repliesSurfaced: number;
  /** Texts whose outcome can't be known, and is shown as `unknown`. */
  readonly unknownSurfaced: number;
  /** By sender: the most segments in any sliding second, as they were booked and without what is uncertain. */
  readonly mostInASecond: Readonly<Record<string, { readonly booked: number; readonly certain: number }>>;
}
