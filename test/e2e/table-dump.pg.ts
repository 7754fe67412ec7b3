import { Client } from 'pg';

const TABLES = `
  SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
  WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`;

/** All that a copy of a database would show. */
export class TableDump {
  private constructor(private readonly client: Client) {}

  static async open(databaseUrl: string): Promise<TableDump> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    return new TableDump(client);
  }

  close(): Promise<void> {
    return this.client.end();
  }

  async run(statement: string): Promise<void> {
    await this.client.query(statement);
  }

  /** The tables in which some row says this, however it is written. */
  async tablesWith(words: string): Promise<string[]> {
    const { rows } = await this.client.query<{ name: string }>(TABLES);
    const found: string[] = [];
    for (const { name } of rows) {
      const text = `SELECT 1 FROM ${name} AS t WHERE position(lower($1) IN lower(t::text)) > 0 LIMIT 1`;
      if ((await this.client.query(text, [words])).rowCount) found.push(name);
    }
    return found;
  }
}
