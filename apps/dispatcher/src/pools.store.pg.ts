import { Injectable } from '@nestjs/common';
import { Database, prepared, uuidArray, type Statement } from '@parley/persistence';
import { addressOf } from './pace.sql.pg.js';
import {
  keyOf,
  PoolsStore,
  type MovableMt,
  type Move,
  type NumberSigns,
  type NumberState,
  type WaitingAt,
} from './pools.store.js';
import { keptNumbers } from './sticky-numbers.sql.pg.js';

/** So many texts of a number are looked at to see what waits there: enough to tell a backlog from none. */
const MOST_COUNTED = 2000;

const states = prepared(
  'pools.states',
  `SELECT n.number, (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "nowMs", w.waiting, f.code,
     (extract(epoch FROM f.since) * 1000)::float8 AS "sinceMs", (extract(epoch FROM f.last_at) * 1000)::float8 AS "lastMs"
   FROM unnest($1::text[]) AS n(number) LEFT JOIN dispatcher.failing_numbers f ON f.number = n.number
   CROSS JOIN LATERAL (SELECT coalesce(sum(segments), 0)::int AS waiting FROM (
     SELECT segments FROM dispatcher.queue q WHERE ${addressOf('q')} = n.number AND q.due_at <= now()
       AND q.suppressed IS NULL AND q.claimed_by IS NULL LIMIT ${MOST_COUNTED}) counted) w`,
);

/** Failures an hour apart are not one: longer than any retry of theirs waits. */
const noteFailing = prepared(
  'pools.note-failing',
  `INSERT INTO dispatcher.failing_numbers AS f (number, code)
   SELECT number, code FROM json_to_recordset($1::json) AS s(number text, code text) ORDER BY number
   ON CONFLICT (number) DO UPDATE SET code = excluded.code, last_at = clock_timestamp(),
     since = CASE WHEN f.last_at < clock_timestamp() - interval '1 hour' THEN clock_timestamp() ELSE f.since END`,
);

const noteWell = prepared(
  'pools.note-well',
  'DELETE FROM dispatcher.failing_numbers WHERE number = ANY($1::text[])',
);

/** One look into the index for each number; $1 pools that were ordinary senders of that name. */
const waitingAt = prepared(
  'pools.waiting-at',
  `WITH RECURSIVE found (sender, number) AS (
     (SELECT sender, number FROM dispatcher.queue WHERE number IS NOT NULL ORDER BY sender, number LIMIT 1)
     UNION ALL
     SELECT n.sender, n.number FROM found f CROSS JOIN LATERAL (
       SELECT q.sender, q.number FROM dispatcher.queue q
       WHERE q.number IS NOT NULL AND (q.sender, q.number) > (f.sender, f.number) ORDER BY q.sender, q.number LIMIT 1) n
   )
   SELECT sender, number FROM found
   UNION ALL
   SELECT p, p FROM unnest($1::text[]) AS p
   WHERE EXISTS (SELECT 1 FROM dispatcher.queue q WHERE ${addressOf('q')} = p AND q.number IS NULL)`,
);

/** $1 sender · $2 number · $3 programs, null: all · $4 most */
const movable = prepared(
  'pools.movable',
  `SELECT id, subscriber, sender, program FROM dispatcher.queue q
   WHERE ${addressOf('q')} = $2 AND sender = $1 AND claimed_by IS NULL
     AND ($3::text[] IS NULL OR (program = ANY($3::text[]) AND suppressed IS NULL AND NOT maybe_taken))
   LIMIT $4`,
);

/**
 * $1 moves · $2 their ids, said once more, as with \`advance\` · $3 where they are; not by \`=\`, as in \`claim\`. What waits
 * for its hours waits on.
 */
const move = prepared(
  'pools.move',
  `UPDATE dispatcher.queue q SET number = m.number,
     due_at = CASE WHEN m.hurry AND q.attempt > 0 AND q.open_until IS NULL THEN least(q.due_at, now()) ELSE q.due_at END
   FROM json_to_recordset($1::json) AS m(id uuid, number text, hurry boolean)
   WHERE q.id = m.id AND q.id = ANY($2::uuid[]) AND ${addressOf('q')} IS NOT DISTINCT FROM $3 AND q.claimed_by IS NULL`,
);

@Injectable()
export class PgPoolsStore extends PoolsStore {
  constructor(private readonly database: Database) {
    super();
  }

  async kept(subscribers: readonly string[], pools: readonly string[]): Promise<Map<string, string>> {
    type Row = { subscriber: string; sender: string; number: string };
    const people = subscribers.map((subscriber) => this.database.rest.number(subscriber));
    const rows = await this.database.query<Row>(keptNumbers(people, pools));
    return new Map(rows.map((row) => [keyOf(row), row.number]));
  }

  async states(numbers: readonly string[]): Promise<{ nowMs: number; numbers: NumberState[] }> {
    type Row = {
      number: string;
      nowMs: number;
      waiting: number;
      code: string | null;
      sinceMs: number;
      lastMs: number;
    };
    const rows = await this.database.query<Row>(states(numbers));
    return {
      nowMs: rows[0]?.nowMs ?? 0,
      numbers: rows.map(({ number, waiting, code, sinceMs, lastMs }) => {
        return { number, waiting, failing: code === null ? undefined : { sinceMs, lastMs, code } };
      }),
    };
  }

  async note({ failing, well }: NumberSigns): Promise<void> {
    const statements: Statement[] = [];
    if (failing.length > 0) statements.push(noteFailing(JSON.stringify(failing)));
    if (well.length > 0) statements.push(noteWell(well));
    if (statements.length > 0) await this.database.commit(statements);
  }

  waitingAt(renamed: readonly string[]): Promise<WaitingAt[]> {
    return this.database.query<WaitingAt & object>(waitingAt(renamed));
  }

  async movable(at: WaitingAt, programs: readonly string[] | undefined, most: number): Promise<MovableMt[]> {
    type Row = MovableMt & { program: string | null };
    const rows = await this.database.query<Row>(movable(at.sender, at.number, programs ?? null, most));
    return rows.map((row) => ({ ...row, program: row.program ?? undefined }));
  }

  move(moves: readonly Move[], from: WaitingAt): readonly Statement[] {
    if (moves.length === 0) return [];
    return [move(JSON.stringify(moves), uuidArray(moves.map(({ id }) => id)), from.number)];
  }
}
