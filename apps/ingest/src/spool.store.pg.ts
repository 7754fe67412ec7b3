import { Injectable } from '@nestjs/common';
import type { OutgoingRecord } from '@parley/messaging';
import { Database, prepared } from '@parley/persistence';
import { SpoolStore, type SpooledRecord } from './spool.store.js';

/** How long a replica may relay without a sign of life, in ms. Two that relay at once do no harm but work. */
const LEASE_MS = 3000;

const add = prepared(
  'spool.add',
  `WITH added AS (
     INSERT INTO ingest.spool (record)
     SELECT record FROM unnest($1::text[]) WITH ORDINALITY AS given (record, position) ORDER BY position
     RETURNING id)
   SELECT max(id) AS last FROM added`,
);
// One row with nulls says "the spool is empty and yours to relay"; no row, that another replica relays.
const claim = prepared(
  'spool.claim',
  `WITH mine AS (
     UPDATE ingest.relay SET holder = $1, held_until = clock_timestamp() + $2::int * interval '1 ms'
     WHERE holder = $1 OR held_until < clock_timestamp()
     RETURNING holder)
   SELECT oldest.id, oldest.record
   FROM mine LEFT JOIN LATERAL (SELECT id, record FROM ingest.spool ORDER BY id LIMIT $3::int) AS oldest ON true
   ORDER BY oldest.id`,
);
const remove = prepared('spool.remove', 'DELETE FROM ingest.spool WHERE id = ANY($1::bigint[])');
const release = prepared(
  'spool.release',
  `UPDATE ingest.relay SET held_until = '-infinity' WHERE holder = $1`,
);
const remaining = prepared(
  'spool.remaining',
  `SELECT count(*)::int AS count FROM (SELECT 1 FROM ingest.spool WHERE id <= $1::bigint LIMIT $2::int) AS older`,
);
const newest = prepared('spool.newest', 'SELECT coalesce(max(id), 0)::bigint AS id FROM ingest.spool');

@Injectable()
export class PgSpoolStore extends SpoolStore {
  constructor(private readonly database: Database) {
    super();
  }

  async add(records: readonly OutgoingRecord[]): Promise<number> {
    const { rest } = this.database;
    const texts = records.map((record) => rest.words(JSON.stringify(record)));
    const [row] = await this.database.query<{ last: number }>(add(texts));
    return row!.last;
  }

  async claim(replica: string, most: number): Promise<SpooledRecord[] | undefined> {
    const rows = await this.database.query<{ id: number | null; record: string }>(
      claim(replica, LEASE_MS, most),
    );
    if (rows.length === 0) return undefined;
    return rows.flatMap(({ id, record }) =>
      id === null ? [] : [{ id, record: JSON.parse(record) as OutgoingRecord }],
    );
  }

  async remove(ids: readonly number[]): Promise<void> {
    await this.database.query(remove(ids));
  }

  async release(replica: string): Promise<void> {
    await this.database.query(release(replica));
  }

  async remaining(upToId: number, most: number): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(remaining(upToId, most));
    return row!.count;
  }

  async newest(): Promise<number> {
    const [row] = await this.database.query<{ id: number }>(newest());
    return row!.id;
  }
}
