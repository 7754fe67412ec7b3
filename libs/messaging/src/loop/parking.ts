import { prepared, type AtRest, type Database, type Statement } from '@parley/persistence';
import type { Envelope } from '../envelope.js';

// Columns as arrays: json_to_recordset would refuse a text that holds \u0000, and such texts are what comes here.
const park = prepared(
  'parking.park',
  `WITH known AS MATERIALIZED (SELECT messaging.expect_erasures($8, $9))
   INSERT INTO messaging.parked (consumer, key, partition, topic, "offset", reason, record)
   SELECT $1, key, partition, topic, "offset", reason, record::json
   FROM known, unnest($2::text[], $3::int[], $4::text[], $5::bigint[], $6::text[], $7::text[])
     AS r(key, partition, topic, "offset", reason, record)
   ON CONFLICT DO NOTHING`,
);
const keys = prepared(
  'parking.keys',
  'SELECT DISTINCT key FROM messaging.parked WHERE consumer = $1 AND partition = ANY($2::int[])',
);
const released = prepared(
  'parking.released',
  `SELECT id, record FROM messaging.parked p
   WHERE consumer = $1 AND partition = ANY($2::int[])
     AND EXISTS (SELECT 1 FROM messaging.parked r WHERE r.consumer = p.consumer AND r.key = p.key AND r.released_at IS NOT NULL)
   ORDER BY partition, "offset" LIMIT 500`,
);
const remove = prepared('parking.remove', 'DELETE FROM messaging.parked WHERE id = ANY($1::bigint[])');

/** An event set aside with its whole conversation. */
export interface ParkedEvent {
  readonly id: number;
  readonly envelope: Envelope;
}

/** In the clear it is the envelope alone. */
type ParkedRecord = { readonly envelope: Envelope } | Envelope;

/**
 * The parking lot: when deciding about one event fails, its conversation waits here, in order, and everybody
 * else's goes on. `parley parked release` marks a conversation; its owner then takes the events again.
 */
export class Parking {
  constructor(
    private readonly database: Database,
    private readonly consumer: string,
  ) {}

  /** Fails the transaction, 40001, when somebody was forgotten since `erasures` was read (null: it does not go by it). */
  park(events: readonly Envelope[], reason: string, service: string, erasures: number | null): Statement {
    const { rest } = this.database;
    return park(
      this.consumer,
      events.map((event) => rest.number(event.key)),
      events.map((event) => event.origin.partition),
      events.map((event) => event.origin.topic),
      events.map((event) => event.origin.offset),
      events.map(() => reason),
      events.map((event) => recordOf(event, rest)),
      service,
      erasures,
    );
  }

  /** The keys (subscribers) that are parked on these partitions. */
  async keys(partitions: readonly number[]): Promise<string[]> {
    const rows = await this.database.query<{ key: string }>(keys(this.consumer, partitions));
    return rows.map((row) => row.key);
  }

  /** Events of conversations that a person released, in their order. */
  async released(partitions: readonly number[]): Promise<ParkedEvent[]> {
    const rows = await this.database.query<{ id: number; record: ParkedRecord }>(
      released(this.consumer, partitions),
    );
    return rows.map(({ id, record }) => ({ id, envelope: 'envelope' in record ? record.envelope : record }));
  }

  remove(ids: readonly number[]): Statement {
    return remove(ids);
  }
}

/** Of what is sealed the conversation's id, which names nobody, stays readable: `ParkedConversations` looks for it. */
function recordOf(event: Envelope, rest: AtRest): string {
  const envelope = JSON.stringify(event);
  const kept = rest.json(envelope);
  if (kept === envelope) return envelope; // in the clear the version before may take it
  return `{"conversationId":${JSON.stringify(event.conversationId)},"envelope":${kept}}`;
}
