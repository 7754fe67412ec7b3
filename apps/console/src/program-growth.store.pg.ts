import { Injectable } from '@nestjs/common';
import { Database, prepared } from '@parley/persistence';
import type { DayOfChanges } from './domain/program-growth.js';
import { ProgramGrowthStore } from './program-growth.store.js';

/**
 * $1 days. Reads the index \`ledger_by_program\` alone, whole: what was before the days is added up into one. A STOP of
 * everything has an entry for each program that it ended, so its own (\`*\`) is not counted.
 */
const changes = prepared(
  'console.program-growth.changes',
  `SELECT sender, program, to_char(greatest((honoured_at AT TIME ZONE 'UTC')::date, (now() AT TIME ZONE 'UTC')::date - $1::int), 'YYYY-MM-DD') AS day,
     count(*) FILTER (WHERE "to" = 'in') - count(*) FILTER (WHERE "from" = 'in') AS "in",
     count(*) FILTER (WHERE "to" = 'pending') - count(*) FILTER (WHERE "from" = 'pending') AS pending,
     count(*) FILTER (WHERE "to" = 'out') - count(*) FILTER (WHERE "from" = 'out') AS "out"
   FROM subscriptions.ledger WHERE program <> '*'
   GROUP BY sender, program, greatest((honoured_at AT TIME ZONE 'UTC')::date, (now() AT TIME ZONE 'UTC')::date - $1::int)`,
);

/** Growth by one read-only statement on the ledger of subscriptions. */
@Injectable()
export class PgProgramGrowthStore extends ProgramGrowthStore {
  constructor(private readonly database: Database) {
    super();
  }

  changes(days: number): Promise<DayOfChanges[]> {
    return this.database.query<DayOfChanges>(changes(days));
  }
}
