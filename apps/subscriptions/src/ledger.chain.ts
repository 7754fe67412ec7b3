import { hash } from 'node:crypto';
import type { LedgerEntry } from './ledger.entry.js';

/** What the first entry of a subscriber is chained to: 32 zero bytes. */
export const GENESIS: Buffer = Buffer.alloc(32);

/** A row of the ledger: an entry, the hash before it and its own. */
export interface ChainedEntry extends LedgerEntry {
  readonly prevHash: Buffer;
  readonly hash: Buffer;
}

/**
 * The entry in canonical JSON (RFC 8785: names in code unit order, no space; absent fields are left out, so
 * that a field added later leaves older entries as they were). Instants are ms since the epoch.
 */
export function canonicalJson(entry: LedgerEntry): string {
  return JSON.stringify({
    causeId: entry.causeId,
    disclosureVersion: entry.disclosureVersion,
    expiresAt: entry.expiresAt,
    from: entry.from,
    honouredAt: entry.at,
    matchedRule: entry.matchedRule,
    program: entry.program,
    receivedAt: entry.receivedAt,
    rule: entry.rule,
    sender: entry.sender,
    source: entry.source,
    subscriber: entry.subscriber,
    text: entry.text,
    to: entry.to,
    version: entry.version,
  });
}

/** SHA-256(previous hash || canonical JSON). */
export function chainHash(prevHash: Buffer, entry: LedgerEntry): Buffer {
  return hash('sha256', Buffer.concat([prevHash, Buffer.from(canonicalJson(entry))]), 'buffer');
}

/** Where a subscriber's chain ends, as the projection keeps it beside the ledger. */
export interface ChainHead {
  readonly version: number;
  readonly hash: Buffer;
}

export type ChainVerdict =
  | { readonly ok: true; readonly entries: number }
  | { readonly ok: false; readonly version: number; readonly code: ChainFault; readonly message: string };

export type ChainFault = 'LEDGER_GAP' | 'LEDGER_LINK_BROKEN' | 'LEDGER_ENTRY_ALTERED' | 'LEDGER_CUT_OFF';

/**
 * Verifies one subscriber's chain from its first entry: any altered byte, missing, added or swapped entry is
 * found at the first version where it shows. With the head, a chain that was cut off at its end is found too.
 */
export function verifyChain(entries: readonly ChainedEntry[], head?: ChainHead): ChainVerdict {
  let prevHash = GENESIS;
  let version = 0;
  for (const entry of entries) {
    version += 1;
    if (entry.version !== version) return fault('LEDGER_GAP', version, 'is missing');
    if (!entry.prevHash.equals(prevHash))
      return fault('LEDGER_LINK_BROKEN', version, 'does not follow the one before it');
    if (!entry.hash.equals(chainHash(prevHash, entry))) {
      return fault('LEDGER_ENTRY_ALTERED', version, 'is not what was written');
    }
    prevHash = entry.hash;
  }
  if (head !== undefined && (head.version !== version || !head.hash.equals(prevHash))) {
    return fault('LEDGER_CUT_OFF', version, 'is not the last that was written');
  }
  return { ok: true, entries: version };
}

function fault(code: ChainFault, version: number, what: string): ChainVerdict {
  const message = `Entry ${version} of the ledger ${what}. Restore it from a backup and find out who changed it.`;
  return { ok: false, version, code, message };
}
