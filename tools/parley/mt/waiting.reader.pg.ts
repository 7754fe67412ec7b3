import { Client } from 'pg';

/** Which waiting texts are meant. */
export interface Meant {
  readonly id?: string;
  readonly campaign?: string;
  readonly subscriber?: string;
  readonly sender?: string;
  readonly program?: string;
}

export interface Waiting {
  /** Texts that an order would call back now. */
  readonly waiting: number;
  /** Texts that are claimed: they go. */
  readonly underWay: number;
  /** Whose they are, where one text was asked for. */
  readonly subscriber?: string;
}

const COUNT = `
  SELECT count(*) FILTER (WHERE claimed_by IS NULL AND suppressed IS NULL AND lane > 0)::int AS waiting,
    count(*) FILTER (WHERE claimed_by IS NOT NULL)::int AS "underWay", min(subscriber) AS subscriber
  FROM dispatcher.queue
  WHERE ($1::uuid IS NULL OR id = $1) AND ($2::text IS NULL OR campaign = $2) AND ($3::text IS NULL OR subscriber = $3)
    AND ($4::text IS NULL OR sender = $4) AND ($5::text IS NULL OR program = $5)`;

/** Counts what waits; nothing is changed. */
export async function countWaiting(databaseUrl: string, meant: Meant): Promise<Waiting> {
  const { id, campaign, subscriber, sender, program } = meant;
  const values = [id, campaign, subscriber, sender, program].map((value) => value ?? null);
  return onDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<Waiting>(COUNT, values);
    return rows[0]!;
  });
}

/** Does work on one connection. */
export async function onDatabase<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
