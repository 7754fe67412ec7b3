import { Injectable } from '@nestjs/common';
import { Database, prepared } from '@parley/persistence';
import type { DayOfChanges } from './domain/program-growth.js';
import { ProgramGrowthStore } from './program-growth.store.js';

/**
 * $1 from when. Reads the index `ledger_by_time` alone, a day after the other: of a day PostgreSQL knows how few groups
 * there are, and sorts nothing. Measured on a busy machine: 600,000 entries of 400 days 1.4 s, of the last two days 8 ms;
 * a million in one piece were sorted on disk, 21 s. A STOP of everything has an entry for each program that it ended, so
 * its own (`*`) is not counted.
 */
const changes = prepared(
  'console.program-growth.changes',
  `SELECT e.sender, e.program, to_char(day AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
     sum(CASE WHEN "to" = 'in' THEN entries WHEN "from" = 'in' THEN -entries ELSE 0 END)::int AS "in",
     sum(CASE WHEN "to" = 'pending' THEN entries WHEN "from" = 'pending' THEN -entries ELSE 0 END)::int AS pending,
     sum(CASE WHEN "to" = 'out' THEN entries WHEN "from" = 'out' THEN -entries ELSE 0 END)::int AS "out"
   FROM generate_series(
     date_trunc('day', greatest($1::timestamptz, (SELECT coalesce(min(honoured_at), now()) FROM subscriptions.ledger)), 'UTC'),
     now(), interval '24 hours') AS day
   CROSS JOIN LATERAL (
     SELECT sender, program, "from", "to", count(*) AS entries FROM subscriptions.ledger
     WHERE honoured_at >= day AND honoured_at < day + interval '24 hours' AND program <> '*' AND "from" <> "to"
     GROUP BY sender, program, "from", "to") e
   GROUP BY e.sender, e.program, day`,
);

/** Growth by one read-only statement on the ledger of subscriptions. */
@Injectable()
export class PgProgramGrowthStore extends ProgramGrowthStore {
  constructor(private readonly database: Database) {
    super();
  }

  changes(since: string | undefined): Promise<DayOfChanges[]> {
    return this.database.query<DayOfChanges>(
      changes(since === undefined ? '-infinity' : `${since}T00:00:00Z`),
    );
  }
}
