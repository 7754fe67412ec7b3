import type { ConsentEntry } from './consent.entry.js';
import { evolve } from './consent.evolve.js';
import { initialState, type Consents, type Standing } from './consent.state.js';
import { chainBreak, ChainWalk, type ChainHead, type ChainLink, type ChainVerdict } from './ledger.chain.js';
import type { ChainedEntry } from './ledger.entry.js';

/** What is kept beside a ledger: where it ends, and the state that is read instead of it. */
export interface KeptState extends ChainHead {
  readonly standings: readonly Standing[];
}

/**
 * A whole ledger's verdict, in an order in which each subscriber's entries come together: fed entry by entry,
 * it keeps one subscriber at a time.
 */
export class LedgerVerifier {
  private subscriber: string | undefined;
  private walk: ChainWalk;
  private consents: Consents = initialState;
  private kept: KeptState | undefined;
  private entries = 0;

  constructor(
    private readonly link: ChainLink,
    private readonly genesis: string,
    private readonly report: (subscriber: string, verdict: ChainVerdict) => void,
  ) {
    this.walk = new ChainWalk(link, genesis);
  }

  /** `kept` as it stood when the entry was read; the last one of a subscriber counts. */
  take(entry: ChainedEntry, kept: KeptState | undefined): void {
    if (entry.subscriber !== this.subscriber) {
      this.end();
      this.subscriber = entry.subscriber;
      this.walk = new ChainWalk(this.link, this.genesis);
      this.consents = initialState;
      this.entries = 0;
    }
    this.walk.take(entry);
    this.consents = evolve(this.consents, entry as ConsentEntry);
    this.entries += 1;
    this.kept = kept;
  }

  /** After the last entry. */
  end(): void {
    if (this.subscriber === undefined) return;
    this.report(this.subscriber, this.verdict());
    this.subscriber = undefined;
  }

  private verdict(): ChainVerdict {
    const { kept, entries } = this;
    const verdict = this.walk.end(kept);
    if (!verdict.ok) return verdict;
    if (kept === undefined) {
      return chainBreak(
        'LEDGER_HEAD_MISSING',
        entries,
        'The state of this ledger is gone, so nothing says where it ends',
      );
    }
    return saySame(this.consents.standings, kept.standings)
      ? verdict
      : chainBreak(
          'STATE_DIFFERS',
          entries,
          'The state that is read instead of this ledger is not what it tells',
        );
  }
}

/** Counters and what a state goes back to are kept beside the ledger; who is in is what it proves. */
function saySame(told: readonly Standing[], kept: readonly Standing[]): boolean {
  if (told.length !== kept.length) return false;
  return told.every((standing, i) => {
    const other = kept[i]!;
    return (
      standing.sender === other.sender &&
      standing.program === other.program &&
      standing.state === other.state &&
      standing.version === other.version
    );
  });
}
