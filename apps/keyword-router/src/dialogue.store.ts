import type { Statement } from '@parley/persistence';
import type { DialogueRecord } from './dialogue.record.js';
import type { Dialogue } from './domain/dialogue/dialogue.js';

/** A conversation whose time has come, and the trace of its last text. */
export interface DueDialogue extends Dialogue {
  readonly lastTraceparent?: string | undefined;
}

/** Keeps what conversations are in the middle of, and what is told of subscribers. Keys are conversations'. */
export abstract class DialogueStore {
  /** One query for all keys; one that never was is a new one with what is known. Throws DatabaseError. */
  abstract load(keys: readonly string[]): Promise<Map<string, Dialogue>>;
  /** Makes ready to save these. Throws DatabaseError. */
  abstract prepare(records: readonly DialogueRecord[]): Promise<void>;
  /**
   * The statements that keep what was made ready, at most one per kind; the newest of a dialogue counts. One that somebody else
   * changed since it was loaded fails the transaction, transiently: the loop loads and decides again.
   */
  abstract save(records: readonly DialogueRecord[]): readonly Statement[];
  /**
   * Those whose time (ms since the epoch) has come, at most `most`, oldest first. They come again after a minute unless they were saved
   * meanwhile, so who dies after this forgets nobody, and two replicas seldom get the same.
   */
  abstract claimDue(most: number, nowMs: number): Promise<DueDialogue[]>;
}
