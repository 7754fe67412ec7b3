import type { ConsentSource, ConsentStateName } from '@parley/contracts';
import type { ConsentRule } from '../../../apps/subscriptions/src/domain/consent.entry.js';
import type { Standing } from '../../../apps/subscriptions/src/domain/consent.state.js';
import type { ChainedEntry } from '../../../apps/subscriptions/src/domain/ledger.entry.js';
import type { KeptState } from '../../../apps/subscriptions/src/domain/ledger.verify.js';
import { connectTo, type HouseConnection } from '../platform/house-connection.pg.js';
import type { House } from '../platform/house-database.js';
import { copyOut, type CopiedRow } from './copy-out.pg.js';

/** An entry with what was kept beside its ledger in the same snapshot. */
export interface ReadEntry {
  readonly entry: ChainedEntry;
  readonly kept: KeptState | undefined;
}

/** Few enough to be read while the page before is verified, many enough to cost no round trips. */
const PAGE = 5_000;

/**
 * A page is joined with its own states alone, both read along their keys. Left to itself the planner reads, hashes
 * or sorts the states of everybody for each page, the slower the more people there are.
 */
const PLANNER = ['seqscan', 'bitmapscan', 'hashjoin', 'nestloop', 'sort']
  .map((way) => `-c enable_${way}=off`)
  .concat('-c jit=off')
  .join(' ');

/** Microseconds since the epoch, exact until the year 2242; of `infinity` Infinity. Cheaper than numerics. */
const US = (column: string): string => `date_part('epoch', ${column}) * 1e6`;
/** Head and state are sent where they are needed: with the entry at which they say that the ledger ends. */
const AT_END = (column: string): string => `CASE WHEN l.version = c.version THEN ${column} END`;
const COLUMNS = `l.subscriber, l.version, l.sender, l.program, l."from", l."to", l.rule, l.source, l.cause_id, l.text,
  l.matched_rule, l.disclosure, l.disclosure_version, l.shown, l.shown_version, ${US('l.received_at')},
  ${US('l.honoured_at')}, ${US('l.expires_at')}, encode(l.prev_hash, 'hex'), encode(l.hash, 'hex'),
  c.version, ${AT_END("encode(c.head, 'hex')")}, ${AT_END('c.state')}, encode(l.sealed_text, 'hex')`;
const AFTER = (subscriber: string, version: string): string => `
  SELECT ${COLUMNS}
  FROM (SELECT * FROM subscriptions.ledger WHERE (subscriber, version) > (${subscriber}, ${version})
        ORDER BY subscriber, version LIMIT ${PAGE}) l
  LEFT JOIN (SELECT * FROM subscriptions.consents WHERE subscriber >= ${subscriber}) c USING (subscriber)
  ORDER BY l.subscriber, l.version`;
const OF = (subscriber: string): string => `
  SELECT ${COLUMNS} FROM subscriptions.ledger l LEFT JOIN subscriptions.consents c USING (subscriber)
  WHERE l.subscriber = ${subscriber} ORDER BY l.version`;
const GONE = `
  SELECT subscriber, version FROM subscriptions.consents c
  WHERE version > 0 AND ($1::text IS NULL OR subscriber = $1)
    AND NOT EXISTS (SELECT 1 FROM subscriptions.ledger l WHERE l.subscriber = c.subscriber)`;

/** The consent ledger as its verification reads it; its own connection, closed by `close`. */
export class LedgerReader {
  private constructor(private readonly house: HouseConnection) {}

  static async open(house: House): Promise<LedgerReader> {
    return new LedgerReader(await connectTo(house, { application_name: 'parley-consent', options: PLANNER }));
  }

  close(): Promise<void> {
    return this.house.client.end();
  }

  /** About how many entries there are, as the planner knows it. */
  async estimate(): Promise<number> {
    const text = `SELECT greatest(reltuples, 0)::int8 AS about FROM pg_class WHERE oid = 'subscriptions.ledger'::regclass`;
    const { rows } = await this.house.client.query<{ about: string }>(text);
    return Number(rows[0]?.about ?? 0);
  }

  /** All entries, a subscriber's together and in order, page by page; a page is asked for one ahead. */
  async *pages(): AsyncGenerator<readonly ReadEntry[]> {
    let next = this.after('', '0');
    for (;;) {
      const rows = await next;
      const last = rows.at(-1);
      if (last === undefined) return;
      next = this.after(last[0]!, last[1]!);
      next.catch(() => undefined); // Said where it is awaited.
      yield rows.map((row) => this.entryOf(row));
    }
  }

  /** One subscriber's entries, oldest first. */
  async of(subscriber: string): Promise<readonly ReadEntry[]> {
    const { client, rest } = this.house;
    const rows = await copyOut(client, OF(client.escapeLiteral(rest.number(subscriber))));
    return rows.map((row) => this.entryOf(row));
  }

  /** Those, or that one, whose state says that there were entries, and there is none. */
  async gone(
    subscriber?: string,
  ): Promise<readonly { readonly subscriber: string; readonly version: number }[]> {
    const { client, rest } = this.house;
    const values = [subscriber === undefined ? null : rest.number(subscriber)];
    return (await client.query<{ subscriber: string; version: number }>(GONE, values)).rows;
  }

  /** @param subscriber as it rests */
  private after(subscriber: string, version: string): Promise<readonly CopiedRow[]> {
    const { client } = this.house;
    return copyOut(client, AFTER(client.escapeLiteral(subscriber), version));
  }

  /** What is copied comes as it rests: the driver reads none of it. */
  private entryOf(row: CopiedRow): ReadEntry {
    return readEntry(row, this.house.open(row[0]!) as string);
  }
}

function readEntry(row: CopiedRow, subscriber: string): ReadEntry {
  const [version, head, state] = [row[20], row[21], row[22]];
  const entry: ChainedEntry = {
    subscriber,
    version: Number(row[1]),
    sender: row[2]!,
    program: row[3]!,
    from: row[4] as ConsentStateName,
    to: row[5] as ConsentStateName,
    rule: row[6] as ConsentRule,
    source: row[7] as ConsentSource,
    causeId: row[8]!,
    text: row[9],
    sealedText: row[23],
    matchedRule: row[10],
    disclosure: row[11],
    disclosureVersion: row[12],
    shown: row[13],
    shownVersion: row[14],
    receivedAt: msOf(row[15]!),
    at: msOf(row[16]!),
    expiresAt: row[17] === undefined ? undefined : msOf(row[17]),
    prevHash: row[18]!,
    hash: row[19]!,
  };
  if (version === undefined) return { entry, kept: undefined };
  const standings = state === undefined ? [] : (JSON.parse(state) as Standing[]);
  return { entry, kept: { version: Number(version), hash: head ?? '', standings } };
}

/** Whole for what was written; a microsecond that somebody added is a fraction, and so another hash. */
function msOf(microseconds: string): number {
  return Math.round(Number(microseconds)) / 1000;
}
