import type { ConsentSource, ConsentStateName } from '@parley/contracts';
import { Client } from 'pg';
import type { ConsentRule } from '../../../apps/subscriptions/src/domain/consent.entry.js';
import type { Standing } from '../../../apps/subscriptions/src/domain/consent.state.js';
import type { ChainedEntry } from '../../../apps/subscriptions/src/domain/ledger.entry.js';
import type { KeptState } from '../../../apps/subscriptions/src/domain/ledger.verify.js';

/** An entry with what was kept beside its ledger in the same snapshot. */
export interface ReadEntry {
  readonly entry: ChainedEntry;
  readonly kept: KeptState | undefined;
}

type Row = readonly (string | null)[];

/** Few enough to be read while the page before is verified, many enough to cost no round trips. */
const PAGE = 5_000;

const MS = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::bigint`;
const COLUMNS = `l.subscriber, l.version, l.sender, l.program, l."from", l."to", l.rule, l.source, l.cause_id, l.text,
  l.matched_rule, l.disclosure, l.disclosure_version, l.shown, l.shown_version, ${MS('l.received_at')},
  ${MS('l.honoured_at')}, ${MS('l.expires_at')}, l.prev_hash, l.hash, c.version, c.head,
  CASE WHEN l.version = c.version THEN c.state END`;
const AFTER = `
  SELECT ${COLUMNS}
  FROM (SELECT * FROM subscriptions.ledger WHERE (subscriber, version) > ($1, $2::int)
        ORDER BY subscriber, version LIMIT ${PAGE}) l
  LEFT JOIN subscriptions.consents c USING (subscriber) ORDER BY l.subscriber, l.version`;
const OF = `
  SELECT ${COLUMNS} FROM subscriptions.ledger l LEFT JOIN subscriptions.consents c USING (subscriber)
  WHERE l.subscriber = $1 ORDER BY l.version`;
const GONE = `
  SELECT subscriber, version FROM subscriptions.consents c
  WHERE version > 0 AND ($1::text IS NULL OR subscriber = $1)
    AND NOT EXISTS (SELECT 1 FROM subscriptions.ledger l WHERE l.subscriber = c.subscriber)`;

/** Everything as PostgreSQL writes it: parsing dates and bytes would cost more than the hashes. */
const AS_TEXT = { getTypeParser: () => (value: string) => value };

/** The consent ledger as its verification reads it; its own connection, closed by `close`. */
export class LedgerReader {
  private constructor(private readonly client: Client) {}

  static async open(databaseUrl: string): Promise<LedgerReader> {
    const client = new Client({ connectionString: databaseUrl, application_name: 'parley-consent' });
    await client.connect();
    return new LedgerReader(client);
  }

  close(): Promise<void> {
    return this.client.end();
  }

  /** About how many entries there are, as the planner knows it. */
  async estimate(): Promise<number> {
    const text = `SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'subscriptions.ledger'::regclass`;
    const [row] = await this.rows(text, []);
    return Number(row?.[0] ?? 0);
  }

  /** All entries, a subscriber's together and in order, page by page; a page is asked for one ahead. */
  async *pages(): AsyncGenerator<readonly ReadEntry[]> {
    let next = this.rows(AFTER, ['', 0]);
    for (;;) {
      const rows = await next;
      const last = rows.at(-1);
      if (last === undefined) return;
      next = this.rows(AFTER, [last[0], last[1]]);
      next.catch(() => undefined); // Said where it is awaited.
      yield rows.map(readEntry);
    }
  }

  /** One subscriber's entries, oldest first. */
  async of(subscriber: string): Promise<readonly ReadEntry[]> {
    return (await this.rows(OF, [subscriber])).map(readEntry);
  }

  /** Those, or that one, whose state says that there were entries, and there is none. */
  async gone(
    subscriber?: string,
  ): Promise<readonly { readonly subscriber: string; readonly version: number }[]> {
    const rows = await this.rows(GONE, [subscriber ?? null]);
    return rows.map(([whose, version]) => ({ subscriber: whose!, version: Number(version) }));
  }

  private async rows(text: string, values: readonly unknown[]): Promise<readonly Row[]> {
    const query = { text, values: [...values], rowMode: 'array' as const, types: AS_TEXT };
    return (await this.client.query<(string | null)[]>(query)).rows;
  }
}

function readEntry(row: Row): ReadEntry {
  const [version, head, state] = [row[20], row[21], row[22]];
  const entry: ChainedEntry = {
    subscriber: row[0]!,
    version: Number(row[1]),
    sender: row[2]!,
    program: row[3]!,
    from: row[4] as ConsentStateName,
    to: row[5] as ConsentStateName,
    rule: row[6] as ConsentRule,
    source: row[7] as ConsentSource,
    causeId: row[8]!,
    text: row[9] ?? undefined,
    matchedRule: row[10] ?? undefined,
    disclosure: row[11] ?? undefined,
    disclosureVersion: row[12] ?? undefined,
    shown: row[13] ?? undefined,
    shownVersion: row[14] ?? undefined,
    receivedAt: Number(row[15]),
    at: Number(row[16]),
    expiresAt: row[17] === undefined || row[17] === null ? undefined : Number(row[17]),
    prevHash: row[18]!.slice(2),
    hash: row[19]!.slice(2),
  };
  if (version === undefined || version === null || head === undefined || head === null)
    return { entry, kept: undefined };
  const standings = state === undefined || state === null ? [] : (JSON.parse(state) as Standing[]);
  return { entry, kept: { version: Number(version), hash: head.slice(2), standings } };
}
