import type { MtRequested, ProgramConfigured, SenderConfigured } from '@parley/contracts';
import type { ConsentEntry } from './consent.entry.js';
import type { Words } from './words.js';

/** What a decision needs to know besides the state: the sender as configured, its programs, the time. */
export interface ConsentContext {
  /** Absent: the sender is not (or no longer) configured. An opt-out is honoured all the same. */
  readonly sender?: SenderConfigured | undefined;
  /** The programs on that sender. */
  readonly programs: readonly ProgramConfigured[];
  /** ms since the epoch. */
  readonly now: number;
}

/** The text that answers a command. At most one per command: a person is told once. */
export interface ConsentReply {
  readonly name: 'prompt' | 'confirmation' | 'already-in' | 'invalid-answer' | 'refusal';
  readonly text: string;
  /** Which revision of the configuration the words are from; `default` for Parley's own. */
  readonly version: string;
  readonly lane: MtRequested['lane'];
  readonly purpose: MtRequested['purpose'];
  /** The program it is sent under: `pending` for a prompt, `in` for the others, once the entries hold. */
  readonly program?: string;
}

/**
 * Why nothing came of a command that asked for something.
 * - `PROGRAM_UNKNOWN`: no such program on the sender.
 * - `PROGRAM_MISSING`: it names none, and the sender has not exactly one.
 * - `DISCLOSURE_MISSING`: another service asks, and nobody says which words the person agreed to.
 * - `OPTED_OUT`: the person said STOP; an import cannot undo that.
 * - `PROMPT_LIMIT`: the prompt was repeated as often as it may be.
 * - `UNDER_AGE`: the person was too young, and the program does not ask again yet.
 */
export type ConsentRefusal =
  'PROGRAM_UNKNOWN' | 'PROGRAM_MISSING' | 'DISCLOSURE_MISSING' | 'OPTED_OUT' | 'PROMPT_LIMIT' | 'UNDER_AGE';

/** What comes of a command: ledger entries in order, a text, or a reason why not. */
export interface ConsentDecision {
  readonly entries: readonly ConsentEntry[];
  readonly reply?: ConsentReply;
  /** The program whose prompt goes out once more (`countRepeat`). */
  readonly repeated?: string;
  /** The program whose answer was not understood (`countMiss`). */
  readonly missed?: string;
  /** The words that the person agreed to by this command. */
  readonly agreedTo?: Words | undefined;
  /** What the ledger keeps instead of the person's words: a birth date is read and let go. */
  readonly keptText?: string;
  readonly refusal?: ConsentRefusal;
}

/** Nothing to change and nothing to say. */
export const NOTHING: ConsentDecision = Object.freeze({ entries: Object.freeze([]) });

const refusals = new Map<ConsentRefusal, ConsentDecision>();

export function refuse(refusal: ConsentRefusal): ConsentDecision {
  let decision = refusals.get(refusal);
  if (decision === undefined) {
    decision = Object.freeze({ entries: NOTHING.entries, refusal });
    refusals.set(refusal, decision);
  }
  return decision;
}
