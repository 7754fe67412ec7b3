import type { Consents } from './consent.state.js';
import { evolve } from './consent.evolve.js';
import { initialState } from './consent.state.js';
import type { ChainedEntry } from './ledger.entry.js';

/** How somebody stands with one program, and the entry that made it so. */
export interface Proof {
  readonly sender: string;
  /** A program, or `*` for everything on the sender. */
  readonly program: string;
  readonly state: string;
  /** ms since the epoch. */
  readonly since: number;
  readonly entry: ChainedEntry;
}

/** What a ledger proves, program by program: since when, and by which entry's words. */
export function proofsOf(entries: readonly ChainedEntry[]): readonly Proof[] {
  const { standings }: Consents = entries.reduce<Consents>(evolve, initialState);
  return standings.flatMap(({ sender, program, state, since, version }) => {
    const entry = entries.find((each) => each.version === version);
    return entry === undefined ? [] : [{ sender, program, state, since, entry }];
  });
}
