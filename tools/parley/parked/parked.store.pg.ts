import { Client } from 'pg';

/** A conversation that waits, as one consumer parked it. */
export interface ParkedConversation {
  readonly consumer: string;
  /** The person's number. */
  readonly subscriber: string;
  readonly events: number;
  /** Why the first of its events was parked. */
  readonly reason: string;
  /** ISO 8601 */
  readonly since: string;
  /** A person has released it and its owner has not yet taken it again. */
  readonly released: boolean;
}

const LIST = `
  SELECT consumer, key AS subscriber, count(*)::int AS events, (array_agg(reason ORDER BY id))[1] AS reason,
    to_char(min(parked_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS since,
    bool_or(released_at IS NOT NULL) AS released
  FROM messaging.parked GROUP BY consumer, key ORDER BY min(parked_at), consumer, key`;

const RELEASE = `
  UPDATE messaging.parked SET released_at = now()
  WHERE key = $1 AND ($2::text IS NULL OR consumer = $2) AND released_at IS NULL`;

/** Conversations set aside after an event of theirs could not be decided. */
export async function parkedConversations(databaseUrl: string): Promise<ParkedConversation[]> {
  return onDatabase(databaseUrl, async (client) => (await client.query<ParkedConversation>(LIST)).rows);
}

/** Marks a person's parked events; their owners take them again, in order. @returns how many */
export async function releaseParked(
  databaseUrl: string,
  subscriber: string,
  consumer: string | undefined,
): Promise<number> {
  return onDatabase(databaseUrl, async (client) => {
    const { rowCount } = await client.query(RELEASE, [subscriber, consumer ?? null]);
    return rowCount ?? 0;
  });
}

async function onDatabase<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
