import { Client } from 'pg';

export interface HeldTable {
  /** Whether somebody waits for it. */
  isWanted(): Promise<boolean>;
  /** Can be called again. */
  letGo(): Promise<void>;
}

/** Locks a table, so that whoever needs it waits; until it is let go. */
export async function holdTable(databaseUrl: string, table: string): Promise<HeldTable> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => undefined); // with its server, the lock is gone too
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  } catch (error) {
    await client.end();
    throw error;
  }
  return {
    isWanted: async () => {
      const waiting = 'SELECT FROM pg_locks WHERE NOT granted AND relation = $1::regclass';
      return (await client.query(waiting, [table])).rowCount! > 0;
    },
    letGo: () => client.end(),
  };
}
