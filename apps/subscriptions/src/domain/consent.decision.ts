import type { MtRequested, ProgramConfigured, SenderConfigured } from '@parley/contracts';
import type { ConsentEntry } from './consent.entry.js';

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
  readonly name: 'prompt' | 'confirmation' | 'already-in';
  readonly text: string;
  readonly lane: MtRequested['lane'];
  readonly purpose: MtRequested['purpose'];
  /** The program it is sent under: `pending` for a prompt, `in` for the others, once the entries hold. */
  readonly program?: string;
}

/**
 * Why nothing came of a command that asked for something.
 * - `PROGRAM_UNKNOWN`: no such program on the sender.
 * - `PROGRAM_MISSING`: it names none, and the sender has not exactly one.
 * - `OPTED_OUT`: the person said STOP; an import cannot undo that.
 * - `PROMPT_LIMIT`: the prompt was repeated as often as it may be.
 */
export type ConsentRefusal = 'PROGRAM_UNKNOWN' | 'PROGRAM_MISSING' | 'OPTED_OUT' | 'PROMPT_LIMIT';

/** What comes of a command: ledger entries in order, a text, or a reason why not. */
export interface ConsentDecision {
  readonly entries: readonly ConsentEntry[];
  readonly reply?: ConsentReply;
  /** The program whose prompt goes out once more (`countRepeat`). */
  readonly repeated?: string;
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
