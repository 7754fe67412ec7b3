import type { AtRest } from '@parley/persistence';
import { Pool } from 'pg';
import { onDatabase } from '../../parley/platform/house-connection.pg.js';
import type { House } from '../../parley/platform/house-database.js';

const DUE =
  'SELECT EXISTS (SELECT 1 FROM router.dialogues WHERE subscriber = ANY($1::text[]) AND wake_at <= to_timestamp($2::float8 / 1000)) AS due';

/** Whether the router is about to announce something of these people: it looks by itself, and no event says so. */
export class DueDialogues {
  private readonly pool: Pool;

  private constructor(
    databaseUrl: string,
    private readonly rest: AtRest,
    private readonly nowMs: () => number,
  ) {
    this.pool = new Pool({ connectionString: databaseUrl, max: 1, application_name: 'parley-golden' });
    this.pool.on('error', () => undefined); // the next question says so where it matters
  }

  /** @param nowMs the platform's time, ms since the epoch */
  static async open(house: House, nowMs: () => number): Promise<DueDialogues> {
    const rest = await onDatabase(house, async (_, how) => how);
    return new DueDialogues(house.databaseUrl, rest, nowMs);
  }

  async of(people: readonly string[]): Promise<boolean> {
    const kept = people.map((person) => this.rest.number(person));
    const { rows } = await this.pool.query<{ due: boolean }>(DUE, [kept, this.nowMs()]);
    return rows[0]!.due;
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
