import { Injectable } from '@nestjs/common';
import { Database, prepared } from '@parley/persistence';
import type { DayOfChanges } from './domain/program-growth.js';
import { ProgramGrowthStore } from './program-growth.store.js';

/**
 * $1 from when. Reads the index \`ledger_by_time\` alone. A STOP of everything has an entry for each program that it
 * ended, so its own (\`*\`) is not counted.
 */
const changes = prepared(
  'console.program-growth.changes',
  `SELECT sender, program, to_char(day AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
     sum(CASE WHEN "to" = 'in' THEN entries WHEN "from" = 'in' THEN -entries ELSE 0 END) AS "in",
     sum(CASE WHEN "to" = 'pending' THEN entries WHEN "from" = 'pending' THEN -entries ELSE 0 END) AS pending,
     sum(CASE WHEN "to" = 'out' THEN entries WHEN "from" = 'out' THEN -entries ELSE 0 END) AS "out"
   FROM (
     SELECT sender, program, "from", "to", date_bin('1 day', honoured_at, '2000-01-01T00:00:00Z') AS day, count(*) AS entries
     FROM subscriptions.ledger WHERE honoured_at >= $1::timestamptz AND program <> '*' AND "from" <> "to"
     GROUP BY 1, 2, 3, 4, 5) e
   GROUP BY sender, program, day`,
);

/** Growth by one read-only statement on the ledger of subscriptions. */
@Injectable()
export class PgProgramGrowthStore extends ProgramGrowthStore {
  constructor(private readonly database: Database) {
    super();
  }

  changes(since: string | undefined): Promise<DayOfChanges[]> {
    return this.database.query<DayOfChanges>(changes(since ?? '-infinity'));
  }
}
