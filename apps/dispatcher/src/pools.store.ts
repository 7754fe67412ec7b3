import type { Statement } from '@parley/persistence';
import type { Failing } from './domain/failing-number.js';

/** What is known of a number of a pool. */
export interface NumberState {
  readonly number: string;
  /** Segments that wait at it, as far as they were counted. */
  readonly waiting: number;
  readonly failing?: Failing | undefined;
}

/** Numbers of pools that attempts said something of. */
export interface NumberSigns {
  readonly failing: readonly { readonly number: string; readonly code: string }[];
  /** A carrier took something from these. */
  readonly well: readonly string[];
}

/** A sender and an address that texts of it wait to leave from. */
export interface WaitingAt {
  readonly sender: string;
  readonly number: string;
}

/** A text that may be given another number. */
export interface MovableMt {
  readonly id: string;
  readonly subscriber: string;
  readonly sender: string;
  readonly program?: string | undefined;
}

export interface Move {
  readonly id: string;
  /** Undefined: the sender is no pool any more. */
  readonly number?: string | undefined;
  /** It waits for its next attempt, and need not at another number. */
  readonly hurry: boolean;
}

/** Whose numbers are which, how the numbers stand, and texts that are given another. */
export abstract class PoolsStore {
  /** One query: the numbers that people have, by `keyOf`. */
  abstract kept(subscribers: readonly string[], pools: readonly string[]): Promise<Map<string, string>>;
  /** How numbers stand, on the database's clock. */
  abstract states(numbers: readonly string[]): Promise<{ nowMs: number; numbers: NumberState[] }>;
  abstract note(signs: NumberSigns): Promise<void>;
  /** Where texts of pools wait, and those of `renamed` that were queued when these were no pools. */
  abstract waitingAt(renamed: readonly string[]): Promise<WaitingAt[]>;
  /**
   * Texts that wait there and are in nobody's hands.
   * @param programs of these alone, and none that a carrier may have taken; all when absent
   */
  abstract movable(
    at: WaitingAt,
    programs: readonly string[] | undefined,
    most: number,
  ): Promise<MovableMt[]>;
  /** Gives texts another number, unless they were claimed meanwhile. */
  abstract move(moves: readonly Move[], from: WaitingAt): readonly Statement[];
}

/** A person in a pool. */
export function keyOf({
  subscriber,
  sender,
}: {
  readonly subscriber: string;
  readonly sender: string;
}): string {
  return `${subscriber} ${sender}`;
}
