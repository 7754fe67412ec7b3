import { Client } from 'pg';

/** Locks a table, so that whoever needs it waits; until it is let go. */
export async function holdTable(databaseUrl: string, table: string): Promise<{ letGo(): Promise<void> }> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  } catch (error) {
    await client.end();
    throw error;
  }
  return { letGo: () => client.end() };
}
