import type { ConsentStateName } from '@parley/contracts';
import type { Words } from './words.js';

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
  /**
   * ms since the epoch. While `pending`: a confirmation at this instant or later does not count. When `out` for
   * being too young: joining before it is refused.
   */
  readonly expiresAt?: number | undefined;
  /** Only while `pending`: how often the prompt was sent again. */
  readonly repeats?: number;
  /** Only while `pending`: how many answers were not understood. */
  readonly misses?: number;
  /** Only while `pending`: the prompt as it was last shown, which a YES agrees to. */
  readonly asked?: Words | undefined;
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

/** True while a program refuses somebody who was too young. */
export function isBarred(standing: Standing | undefined, now: number): boolean {
  return standing?.state === 'out' && standing.expiresAt !== undefined && now < standing.expiresAt;
}

/** What a sender waits for: the newest of the programs that were asked for and are not yet confirmed. */
export function newestPending(
  consents: Consents,
  sender: string,
  now: number,
  isKnown: (program: string) => boolean,
): Standing | undefined {
  let newest: Standing | undefined;
  for (const standing of consents.standings) {
    if (standing.state !== 'pending' || standing.sender !== sender || isExpired(standing, now)) continue;
    if (newest !== undefined && standing.version < newest.version) continue;
    if (isKnown(standing.program)) newest = standing;
  }
  return newest;
}
