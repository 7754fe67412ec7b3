import { Client } from 'pg';

/** Runs a statement in a transaction of another session and leaves it open; @returns what ends it, as if it never was */
export async function inOtherSession(
  url: string,
  text: string,
  ...values: unknown[]
): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('BEGIN');
  await client.query(text, values);
  return () => client.end();
}
