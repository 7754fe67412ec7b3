import type { ChainedEntry, LedgerEntry } from './ledger.entry.js';

/** SHA-256(previous hash || canonical text), hexadecimal; given from outside, as the domain has no hashes. */
export type ChainLink = (previous: string, canonical: string) => string;

/**
 * The entry in canonical JSON (RFC 8785: names in code unit order, no space; absent fields are left out, so
 * that a field added later leaves older entries as they were). Instants are ms since the epoch. Of a sealed text it
 * holds the sealed bytes: who verifies needs no key, and finds a byte of them that was altered.
 */
export function canonicalJson(entry: LedgerEntry): string {
  return JSON.stringify({
    causeId: entry.causeId,
    disclosure: entry.disclosure,
    disclosureVersion: entry.disclosureVersion,
    expiresAt: entry.expiresAt,
    from: entry.from,
    honouredAt: entry.at,
    matchedRule: entry.matchedRule,
    program: entry.program,
    receivedAt: entry.receivedAt,
    rule: entry.rule,
    sealedText: entry.sealedText,
    sender: entry.sender,
    shown: entry.shown,
    shownVersion: entry.shownVersion,
    source: entry.source,
    subscriber: entry.subscriber,
    text: entry.sealedText === undefined ? entry.text : undefined,
    to: entry.to,
    version: entry.version,
  });
}

/** Where a subscriber's chain ends, as the projection keeps it beside the ledger. */
export interface ChainHead {
  readonly version: number;
  readonly hash: string;
}

/** What is wrong with a chain; stable, for scripts. */
export type ChainFault =
  /** An entry is missing before this one. */
  | 'LEDGER_GAP'
  /** The entry does not follow the one before it. */
  | 'LEDGER_LINK_BROKEN'
  /** The entry is not what was written. */
  | 'LEDGER_ENTRY_ALTERED'
  /** The newest entries are gone. */
  | 'LEDGER_CUT_OFF'
  /** Nothing says where the chain ends: its state is gone. */
  | 'LEDGER_HEAD_MISSING'
  /** All entries are gone, and the state is there. */
  | 'LEDGER_GONE'
  /** The state that is read instead of the ledger tells something else than its entries. */
  | 'STATE_DIFFERS';

export interface ChainBreak {
  readonly ok: false;
  /** The first entry where it shows. */
  readonly version: number;
  readonly code: ChainFault;
  readonly message: string;
}

export type ChainVerdict = { readonly ok: true; readonly entries: number } | ChainBreak;

/** Looks at one chain, entry by entry, without keeping them. */
export class ChainWalk {
  private version = 0;
  private broken: ChainBreak | undefined;

  constructor(
    private readonly link: ChainLink,
    private previous: string,
  ) {}

  /** The next entry by its place in the ledger. */
  take(entry: ChainedEntry): void {
    this.version += 1;
    if (this.broken !== undefined) return;
    if (entry.version !== this.version) this.fault('LEDGER_GAP', 'is missing');
    else if (entry.prevHash !== this.previous)
      this.fault('LEDGER_LINK_BROKEN', 'does not follow the one before it');
    else if (entry.hash !== this.link(this.previous, canonicalJson(entry)))
      this.fault('LEDGER_ENTRY_ALTERED', 'is not what was written');
    this.previous = entry.hash;
  }

  /** Without a head a chain that was cut off at its end cannot be told from a whole one. */
  end(head?: ChainHead): ChainVerdict {
    const { version, previous } = this;
    if (this.broken === undefined && head !== undefined) {
      if (head.version !== version || head.hash !== previous) {
        this.fault('LEDGER_CUT_OFF', 'is not the last that was written');
      }
    }
    return this.broken ?? { ok: true, entries: version };
  }

  private fault(code: ChainFault, what: string): void {
    this.broken = chainBreak(code, this.version, `Entry ${this.version} of the ledger ${what}`);
  }
}

export function chainBreak(code: ChainFault, version: number, what: string): ChainBreak {
  const message = `${what}. Restore it from a backup and find out who changed it.`;
  return { ok: false, version, code, message };
}

/**
 * Verifies one subscriber's chain from its first entry: any altered byte, missing, added or swapped entry is
 * found at the first version where it shows. With the head, a chain that was cut off at its end is found too.
 */
export function verifyChain(
  entries: readonly ChainedEntry[],
  link: ChainLink,
  genesis: string,
  head?: ChainHead,
): ChainVerdict {
  const walk = new ChainWalk(link, genesis);
  for (const entry of entries) walk.take(entry);
  return walk.end(head);
}
