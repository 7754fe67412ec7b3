import { Injectable } from '@nestjs/common';
import { ConversationIds } from '@parley/messaging';
import { chainLink, Database, type AtRest, type Statement } from '@parley/persistence';
import { DataKeys } from '@parley/vault';
import { appendEntries, ledgerOf, loadConsents, saveConsents, type LedgerRow } from './consent.sql.pg.js';
import { ConsentStore, type ConsentHistory, type StoredConsents } from './consent.store.js';
import type { Standing } from './domain/consent.state.js';
import { canonicalJson } from './domain/ledger.chain.js';
import { LEDGER_TEXT, type ChainedEntry, type LedgerEntry } from './domain/ledger.entry.js';

interface ConsentsRow {
  subscriber: string;
  version: number;
  revision: number;
  state: Standing[];
  head: Buffer;
}

/**
 * Consent in PostgreSQL: the append-only `subscriptions.ledger`, whose texts are sealed under the person's key, and its
 * projection `subscriptions.consents`.
 */
@Injectable()
export class PgConsentStore extends ConsentStore {
  constructor(
    private readonly database: Database,
    private readonly keys: DataKeys,
    private readonly people: ConversationIds,
  ) {
    super();
  }

  async load(subscribers: readonly string[]): Promise<Map<string, StoredConsents>> {
    const { rest } = this.database;
    const [rows] = await Promise.all([
      this.database.query<ConsentsRow>(loadConsents(subscribers.map((each) => rest.number(each)))),
      this.keys.load(subscribers.map((subscriber) => this.people.ofPerson(subscriber))),
    ]);
    const states = new Map<string, StoredConsents>();
    for (const { subscriber, version, revision, state, head } of rows) {
      states.set(subscriber, {
        consents: { version, standings: state },
        head: head.toString('hex'),
        revision,
      });
    }
    return states;
  }

  save(changed: ReadonlyMap<string, StoredConsents>, entries: readonly LedgerEntry[]): readonly Statement[] {
    if (changed.size === 0) return [];
    const { rest } = this.database;
    const heads = new Map<string, string>();
    const sealedFor = new Set<string>();
    const chained = entries.map((entry): ChainedEntry => {
      const prevHash = heads.get(entry.subscriber) ?? changed.get(entry.subscriber)!.head;
      const sealed = this.sealed(entry, sealedFor);
      const hash = chainLink(prevHash, canonicalJson(sealed));
      heads.set(entry.subscriber, hash);
      return { ...sealed, prevHash, hash };
    });
    // The guarded projection first: who lost a race hears "decide again", not a duplicate key of the ledger.
    const statements = [saveProjection(changed, heads, rest), ...this.keys.save(sealedFor)];
    if (chained.length > 0) statements.push(appendEntries(chained, rest));
    return statements;
  }

  async history(subscriber: string): Promise<ConsentHistory> {
    const subject = this.people.ofPerson(subscriber);
    const [rows, { key, erasedAt }] = await Promise.all([
      this.database.query<LedgerRow>(ledgerOf(this.database.rest.number(subscriber))),
      this.keys.storyOf(subject),
    ]);
    const first = rows[0];
    if (first === undefined) return { entries: [] };
    return {
      entries: rows.map((row) => opened(chainedEntryOf(subscriber, row), subject, key)),
      head: { version: first.head_version, hash: first.head.toString('hex') },
      ...(erasedAt !== undefined && { erasedAt }),
    };
  }

  /** The entry with its text sealed instead; notes for whom a key was used. */
  private sealed(entry: LedgerEntry, sealedFor: Set<string>): LedgerEntry {
    if (entry.text === undefined) return entry;
    const subject = this.people.ofPerson(entry.subscriber);
    sealedFor.add(subject);
    return { ...entry, sealedText: this.keys.seal(subject, entry.text, LEDGER_TEXT).toString('hex') };
  }
}

/** The entry with its text readable, as long as its key is there. */
function opened(entry: ChainedEntry, subject: string, key: Buffer | undefined): ChainedEntry {
  const { sealedText } = entry;
  if (sealedText === undefined || key === undefined) return entry;
  try {
    const text = DataKeys.open(key, subject, Buffer.from(sealedText, 'hex'), LEDGER_TEXT);
    return { ...entry, text };
  } catch {
    return entry; // sealed under a key that was destroyed, or damaged: the chain tells which
  }
}

/** Rows are locked in one order everywhere, so that two batches never wait for each other in a circle. */
function saveProjection(
  changed: ReadonlyMap<string, StoredConsents>,
  heads: ReadonlyMap<string, string>,
  rest: AtRest,
): Statement {
  const subscribers = [...changed.keys()].sort();
  const states = subscribers.map((subscriber) => changed.get(subscriber)!);
  return saveConsents(
    subscribers.map((subscriber) => rest.number(subscriber)),
    states.map(({ consents }) => consents.version),
    states.map(({ revision }) => revision),
    states.map(({ consents }) => JSON.stringify(consents.standings)),
    states.map(({ head }, i) => Buffer.from(heads.get(subscribers[i]!) ?? head, 'hex')),
  );
}

function chainedEntryOf(subscriber: string, row: LedgerRow): ChainedEntry {
  return {
    subscriber,
    version: row.version,
    sender: row.sender,
    program: row.program,
    from: row.from,
    to: row.to,
    rule: row.rule,
    source: row.source,
    causeId: row.cause_id,
    text: row.text ?? undefined,
    sealedText: row.sealed_text?.toString('hex'),
    matchedRule: row.matched_rule ?? undefined,
    disclosure: row.disclosure ?? undefined,
    disclosureVersion: row.disclosure_version ?? undefined,
    shown: row.shown ?? undefined,
    shownVersion: row.shown_version ?? undefined,
    receivedAt: row.received_at.getTime(),
    at: row.honoured_at.getTime(),
    ...(row.expires_at && { expiresAt: row.expires_at.getTime() }),
    prevHash: row.prev_hash.toString('hex'),
    hash: row.hash.toString('hex'),
  };
}
