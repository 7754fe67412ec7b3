import { Pool } from 'pg';

const DUE =
  'SELECT EXISTS (SELECT 1 FROM router.dialogues WHERE subscriber = ANY($1::text[]) AND wake_at <= to_timestamp($2::float8 / 1000)) AS due';

/** Whether the router is about to announce something of these people: it looks by itself, and no event says so. */
export class DueDialogues {
  private readonly pool: Pool;

  /** @param nowMs the platform's time, ms since the epoch */
  constructor(
    databaseUrl: string,
    private readonly nowMs: () => number,
  ) {
    this.pool = new Pool({ connectionString: databaseUrl, max: 1, application_name: 'parley-golden' });
    this.pool.on('error', () => undefined); // the next question says so where it matters
  }

  async of(people: readonly string[]): Promise<boolean> {
    const { rows } = await this.pool.query<{ due: boolean }>(DUE, [people, this.nowMs()]);
    return rows[0]!.due;
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
