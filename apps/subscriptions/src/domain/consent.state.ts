import type { ConsentStateName } from '@parley/contracts';

/** In place of a program: everything on the sender. Only `none` and `out` are ever said of it. */
export const EVERYTHING = '*';

/** How a subscriber stands with one program of one sender, or with the sender as a whole (`*`). */
export interface Standing {
  readonly sender: string;
  readonly program: string;
  readonly state: ConsentStateName;
  /** ms since the epoch: when the state was entered. */
  readonly since: number;
  /** The ledger entry that made it so. */
  readonly version: number;
  /** ms since the epoch; only while `pending`: a confirmation at this instant or later does not count. */
  readonly expiresAt?: number;
  /** Only while `pending`: how often the prompt was sent again. */
  readonly repeats?: number;
  /**
   * What it goes back to. A `pending` one when it expires: an opt-out that stood before somebody asked again
   * still stands when nobody confirms. An `out` one at START: `in` for what was in when the STOP came,
   * `none` for what was only asked for.
   */
  readonly returnsTo?: ConsentStateName;
}

/**
 * Everything consent knows of one subscriber; plain data, kept as JSON. A list and not a record: senders may
 * be named `constructor`, people have few programs, and a short list is the fastest thing to search and copy.
 */
export interface Consents {
  /** Number of entries in the subscriber's ledger. */
  readonly version: number;
  readonly standings: readonly Standing[];
}

export const initialState: Consents = Object.freeze({ version: 0, standings: Object.freeze([]) });

/** The standing of a program on a sender; undefined when the ledger never spoke of it. */
export function standingOf(consents: Consents, sender: string, program: string): Standing | undefined {
  const { standings } = consents;
  for (let i = 0; i < standings.length; i++) {
    const standing = standings[i]!;
    if (standing.program === program && standing.sender === sender) return standing;
  }
  return undefined;
}

/** True while an opt-out of the whole sender stands. */
export function isStopped(consents: Consents, sender: string): boolean {
  return standingOf(consents, sender, EVERYTHING)?.state === 'out';
}

/** True when a pending one may no longer be confirmed. */
export function isExpired(standing: Standing, now: number): boolean {
  return standing.state === 'pending' && standing.expiresAt !== undefined && now >= standing.expiresAt;
}
