import { Injectable } from '@nestjs/common';
import { chainLink, Database, type Statement } from '@parley/persistence';
import { appendEntries, ledgerOf, loadConsents, saveConsents, type LedgerRow } from './consent.sql.pg.js';
import { ConsentStore, type ConsentHistory, type StoredConsents } from './consent.store.js';
import type { Standing } from './domain/consent.state.js';
import { canonicalJson } from './domain/ledger.chain.js';
import type { ChainedEntry, LedgerEntry } from './domain/ledger.entry.js';

interface ConsentsRow {
  subscriber: string;
  version: number;
  revision: number;
  state: Standing[];
  head: Buffer;
}

/** Consent in PostgreSQL: the append-only `subscriptions.ledger` and its projection `subscriptions.consents`. */
@Injectable()
export class PgConsentStore extends ConsentStore {
  constructor(private readonly database: Database) {
    super();
  }

  async load(subscribers: readonly string[]): Promise<Map<string, StoredConsents>> {
    const rows = await this.database.query<ConsentsRow>(loadConsents(subscribers));
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
    const heads = new Map<string, string>();
    const chained = entries.map((entry): ChainedEntry => {
      const prevHash = heads.get(entry.subscriber) ?? changed.get(entry.subscriber)!.head;
      const hash = chainLink(prevHash, canonicalJson(entry));
      heads.set(entry.subscriber, hash);
      return { ...entry, prevHash, hash };
    });
    // The guarded projection first: who lost a race hears "decide again", not a duplicate key of the ledger.
    const statements = [saveProjection(changed, heads)];
    if (chained.length > 0) statements.push(appendEntries(chained));
    return statements;
  }

  async history(subscriber: string): Promise<ConsentHistory> {
    const rows = await this.database.query<LedgerRow>(ledgerOf(subscriber));
    const first = rows[0];
    if (first === undefined) return { entries: [] };
    return {
      entries: rows.map((row) => chainedEntryOf(subscriber, row)),
      head: { version: first.head_version, hash: first.head.toString('hex') },
    };
  }
}

/** Rows are locked in one order everywhere, so that two batches never wait for each other in a circle. */
function saveProjection(
  changed: ReadonlyMap<string, StoredConsents>,
  heads: ReadonlyMap<string, string>,
): Statement {
  const subscribers = [...changed.keys()].sort();
  const states = subscribers.map((subscriber) => changed.get(subscriber)!);
  return saveConsents(
    subscribers,
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
