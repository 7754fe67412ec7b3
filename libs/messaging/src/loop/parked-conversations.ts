import { prepared, type Database } from '@parley/persistence';

/** A conversation that waits, as one consumer parked it. */
export interface ParkedConversation {
  /** Names it: the first of its events that wait. */
  readonly id: number;
  readonly consumer: string;
  /** The person's number. */
  readonly subscriber: string;
  /** Opaque, as the first of its events says it. */
  readonly conversationId: string | null;
  readonly events: number;
  /** Why the first of its events was parked. */
  readonly reason: string;
  /** ISO 8601 */
  readonly since: string;
  /** A person has released it and its owner has not yet taken it again. */
  readonly released: boolean;
}

// By a pattern: json's own operators refuse a record that holds \u0000, and such records are what comes here.
const list = prepared(
  'parked.list',
  `SELECT min(id) AS id, consumer, key AS subscriber,
     (array_agg(substring(record::text FROM '"conversationId":"([0-9a-f]{32})"') ORDER BY id))[1] AS "conversationId",
     count(*)::int AS events, (array_agg(reason ORDER BY id))[1] AS reason,
     to_char(min(parked_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS since,
     bool_or(released_at IS NOT NULL) AS released
   FROM messaging.parked GROUP BY consumer, key ORDER BY min(parked_at), consumer, key LIMIT $1`,
);
const releaseOf = prepared(
  'parked.release-of',
  `UPDATE messaging.parked SET released_at = now()
   WHERE key = $1 AND ($2::text IS NULL OR consumer = $2) AND released_at IS NULL RETURNING id`,
);
const releaseThat = prepared(
  'parked.release-that',
  `UPDATE messaging.parked p SET released_at = now() FROM messaging.parked that
   WHERE that.id = $1 AND p.consumer = that.consumer AND p.key = that.key AND p.released_at IS NULL RETURNING p.id`,
);

/** Conversations set aside after an event of theirs could not be decided. */
export class ParkedConversations {
  constructor(private readonly database: Database) {}

  /** The one that waits longest first. */
  list(most: number): Promise<ParkedConversation[]> {
    return this.database.query<ParkedConversation>(list(most));
  }

  /** Marks a person's events; their owners take them again, in order. @returns how many */
  async release(subscriber: string, consumer: string | undefined): Promise<number> {
    const key = this.database.rest.number(subscriber);
    return (await this.database.query(releaseOf(key, consumer ?? null))).length;
  }

  /** Marks the conversation of this id. @returns how many events */
  async releaseThat(id: number): Promise<number> {
    return (await this.database.query(releaseThat(id))).length;
  }
}
