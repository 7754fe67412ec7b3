import { Client } from 'pg';

/** Name of the database, its user and that user's password: local to the machine, and no secret. */
export const PARLEY = 'parley';

const NO_SUCH_DATABASE = '3D000';

/** The address of a database on this machine. */
export function localDatabaseUrl(host: string, port: number, database = PARLEY): string {
  return `postgres://${PARLEY}:${PARLEY}@${host}:${port}/${database}`;
}

/** Makes sure that the database `parley` is there, and open to us. */
export async function ensureDatabase(host: string, port: number): Promise<void> {
  try {
    await runOnce(localDatabaseUrl(host, port), 'select 1');
  } catch (error) {
    if ((error as { code?: string }).code !== NO_SUCH_DATABASE) throw error;
    await runOnce(localDatabaseUrl(host, port, 'postgres'), `create database ${PARLEY}`);
  }
}

async function runOnce(connectionString: string, sql: string): Promise<void> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
