import { HouseSeal } from '@parley/vault';
import { Client } from 'pg';
import { failure } from '../parley.error.js';
import type { House } from '../platform/house-database.js';
import { allServices } from '../platform/services.js';
import { restingColumns, type RestingColumns } from './resting-columns.js';

/** Rows that are read, sealed and written in one go. */
const PAGE = 5_000;

/** What there is to seal, or was sealed. */
export interface Sealed {
  readonly people: number;
  /** Rows by table; only those that have some. */
  readonly rows: Readonly<Record<string, number>>;
}

/** Told of each table that is sealed as it begins, and with its rows as it is done. */
export type TableProgress = (table: string, rows?: number) => void;

/**
 * Seals a database from before numbers and words rested sealed, in one transaction: it is sealed as a whole, or stays as
 * it was. Without `write` it only counts.
 *
 * Throws ParleyError SEALED_ALREADY, SERVICES_RUN, CAMPAIGN_UNDER_WAY.
 */
export async function sealHouse(
  { databaseUrl, pepper }: House,
  write: boolean,
  progress: TableProgress = () => undefined,
): Promise<Sealed> {
  const client = new Client({ connectionString: databaseUrl, application_name: 'parley-seal' });
  await client.connect();
  try {
    await client.query('BEGIN');
    const work = new Sealing(client, HouseSeal.of(pepper));
    await work.refuse(write);
    const sealed = await work.seal(write, progress);
    await client.query(write ? 'COMMIT' : 'ROLLBACK');
    return sealed;
  } finally {
    await client.end(); // what is not committed is undone
  }
}

class Sealing {
  constructor(
    private readonly client: Client,
    private readonly house: HouseSeal,
  ) {}

  /** Services that start meanwhile wait for the end of it, as they look into this table first. */
  async refuse(write: boolean): Promise<void> {
    if (write) await this.client.query('LOCK TABLE vault.at_rest IN ACCESS EXCLUSIVE MODE');
    if ((await this.rows<{ sealed: boolean }>('SELECT sealed FROM vault.at_rest'))[0]?.sealed)
      throw failure.sealedAlready();
    if (!write) return;
    const running = await this.rows<{ name: string }>(
      `SELECT DISTINCT application_name AS name FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = ANY($1::text[]) ORDER BY 1`,
      [allServices],
    );
    if (running.length > 0) throw failure.servicesRun(running.map(({ name }) => name));
    // Members have their turn in the order of what is kept, which becomes another.
    const open = await this.rows<{ campaign: string }>(
      'SELECT campaign FROM dispatcher.campaigns WHERE ended_at IS NULL ORDER BY 1 LIMIT 1',
    );
    if (open[0] !== undefined) throw failure.campaignUnderWay(open[0].campaign);
  }

  async seal(write: boolean, progress: TableProgress): Promise<Sealed> {
    const people = await this.meetEverybody();
    const rows: Record<string, number> = {};
    if (write) await this.client.query('ALTER TABLE subscriptions.ledger DISABLE TRIGGER USER');
    for (const each of restingColumns) {
      const [{ count }] = (await this.rows<{ count: number }>(
        `SELECT count(*)::int AS count FROM ${each.table}`,
      )) as [{ count: number }];
      if (count === 0) continue;
      rows[each.table] = count;
      if (!write) continue;
      progress(each.table);
      await this.sealTable(each);
      progress(each.table, count);
    }
    if (!write) return { people, rows };
    await this.client.query('ALTER TABLE subscriptions.ledger ENABLE TRIGGER USER');
    await this.client.query('UPDATE vault.at_rest SET sealed = true, proof = $1', [this.house.proof]);
    return { people, rows };
  }

  /** Each number once, with what it is sealed to. @returns how many there are */
  private async meetEverybody(): Promise<number> {
    await this.client.query(
      'CREATE TEMPORARY TABLE people (number text PRIMARY KEY, kept text NOT NULL) ON COMMIT DROP',
    );
    const every = restingColumns.flatMap(({ table, numbers = [], lists = [] }) => [
      ...numbers.map((column) => `SELECT ${column} FROM ${table}`),
      ...lists.map((column) => `SELECT unnest(${column}) FROM ${table}`),
    ]);
    let people = 0;
    await this.eachPage<{ number: string }>(
      `SELECT number FROM (${every.join(' UNION ')}) AS every (number) WHERE number LIKE '+%'`,
      async (page) => {
        people += page.length;
        const numbers = page.map(({ number }) => number);
        const kept = numbers.map((number) => this.house.number(number));
        await this.client.query('INSERT INTO people SELECT * FROM unnest($1::text[], $2::text[])', [
          numbers,
          kept,
        ]);
      },
    );
    await this.client.query('ANALYZE people');
    return people;
  }

  private async sealTable({
    table,
    numbers = [],
    lists = [],
    words = [],
    json = [],
  }: RestingColumns): Promise<void> {
    for (const column of words)
      await this.rewrite(table, column, 'text', `${column} <> ''`, (kept) => this.house.words(kept));
    for (const column of json)
      await this.rewrite(table, column, 'json', `${column}::text <> '[]'`, (kept) => this.house.json(kept));
    for (const column of numbers)
      await this.client.query(
        `UPDATE ${table} AS t SET ${column} = p.kept FROM people p WHERE t.${column} = p.number`,
      );
    for (const column of lists)
      await this.client.query(
        `UPDATE ${table} SET ${column} = ARRAY(SELECT coalesce(p.kept, n.number)
           FROM unnest(${column}) WITH ORDINALITY AS n (number, place) LEFT JOIN people p USING (number) ORDER BY place)
         WHERE ${column} IS NOT NULL`,
      );
  }

  /** Each value of a column anew; a row is where it was when the reading began, as nothing else changes it. */
  private async rewrite(
    table: string,
    column: string,
    type: 'text' | 'json',
    where: string,
    sealed: (kept: string) => string,
  ): Promise<void> {
    await this.eachPage<{ at: string; kept: string }>(
      `SELECT ctid::text AS at, ${column}::text AS kept FROM ${table} WHERE ${where}`,
      async (page) => {
        const places = page.map(({ at }) => at);
        const values = page.map(({ kept }) => sealed(kept));
        await this.client.query(
          `UPDATE ${table} AS t SET ${column} = s.value::${type} FROM unnest($1::tid[], $2::text[]) AS s (at, value)
           WHERE t.ctid = s.at`,
          [places, values],
        );
      },
    );
  }

  /** By a cursor: it shows the rows as they were, whatever is written meanwhile. */
  private async eachPage<R extends object>(
    query: string,
    work: (rows: readonly R[]) => Promise<void>,
  ): Promise<void> {
    await this.client.query(`DECLARE resting INSENSITIVE NO SCROLL CURSOR FOR ${query}`);
    for (;;) {
      const page = await this.rows<R>(`FETCH ${PAGE} FROM resting`);
      if (page.length > 0) await work(page);
      if (page.length < PAGE) break;
    }
    await this.client.query('CLOSE resting');
  }

  private async rows<R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    return (await this.client.query<R>(text, [...values])).rows;
  }
}
