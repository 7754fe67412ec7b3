import { Client } from 'pg';

/** The same server and user, another database. */
export function databaseUrlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Makes an empty database; its name is ours and needs no quoting beyond the usual. */
export async function createDatabase(serverUrl: string, name: string): Promise<void> {
  await onServer(serverUrl, (client) => client.query(`CREATE DATABASE "${name}"`));
}

/** Drops the databases whose name begins so, whoever is connected. */
export async function dropDatabasesLike(serverUrl: string, prefix: string): Promise<void> {
  await onServer(serverUrl, async (client) => {
    const found = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [prefix],
    );
    for (const { datname } of found.rows) await client.query(`DROP DATABASE "${datname}" WITH (FORCE)`);
  });
}

/** Runs several statements, as one transaction. */
export async function runScript(databaseUrl: string, sql: string): Promise<void> {
  await onServer(databaseUrl, (client) => client.query(sql));
}

async function onServer(serverUrl: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
