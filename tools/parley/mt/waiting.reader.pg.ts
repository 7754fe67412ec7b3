import { onDatabase } from '../platform/house-connection.pg.js';
import type { House } from '../platform/house-database.js';

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
export async function countWaiting(house: House, meant: Meant): Promise<Waiting> {
  const { id, campaign, subscriber, sender, program } = meant;
  return onDatabase(house, async (client, rest) => {
    const kept = subscriber && rest.number(subscriber);
    const values = [id, campaign, kept, sender, program].map((value) => value ?? null);
    const { rows } = await client.query<Waiting>(COUNT, values);
    return rows[0]!;
  });
}
