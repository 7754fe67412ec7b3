import { Injectable } from '@nestjs/common';
import { Database, prepared } from '@parley/persistence';
import type { MoPart } from './domain/joined-mo.js';
import { PartsStore, type ClaimedParts, type NewPart, type OpenParts, type PartsKey } from './parts.store.js';

/** How long a replica may take from keeping or claiming to the end, before others do it, in ms. */
const LEFT_BEHIND_MS = 5000;

const KEY = 'carrier, sender, subscriber, reference, total';

// The words are JSON, as PostgreSQL keeps no NUL and no half of a surrogate pair.
const keep = prepared(
  'parts.keep',
  `INSERT INTO ingest.parts (${KEY}, number, carrier_message_id, body)
   SELECT ${KEY}, number, carrier_message_id, body
   FROM json_to_recordset($1::json) AS p(carrier text, sender text, subscriber text, reference int, total smallint,
     number smallint, carrier_message_id text, body text)
   ON CONFLICT (carrier, carrier_message_id) DO NOTHING`,
);

const open = prepared(
  'parts.open',
  `SELECT number, carrier_message_id, body, extract(epoch FROM arrived_at)::float8 * 1000 AS arrived,
     extract(epoch FROM clock_timestamp())::float8 * 1000 AS now
   FROM ingest.parts
   WHERE carrier = $1 AND sender = $2 AND subscriber = $3 AND reference = $4 AND total = $5 AND event_id IS NULL`,
);

// All or none: who comes second finds one of them claimed, and looks again.
const claim = prepared(
  'parts.claim',
  `WITH free AS (
     SELECT carrier_message_id FROM ingest.parts
     WHERE carrier = $1 AND carrier_message_id = ANY($2::text[]) AND event_id IS NULL
     ORDER BY carrier_message_id FOR UPDATE),
   claimed AS (
     UPDATE ingest.parts p SET event_id = $3::uuid, claimed_at = clock_timestamp()
     FROM free
     WHERE p.carrier = $1 AND p.carrier_message_id = free.carrier_message_id
       AND (SELECT count(*) FROM free) = cardinality($2::text[])
     RETURNING 1)
   SELECT count(*)::int AS count FROM claimed`,
);

const wentOn = prepared(
  'parts.went-on',
  `UPDATE ingest.parts SET gone_at = clock_timestamp(), body = '' WHERE event_id = ANY($1::uuid[]) AND gone_at IS NULL`,
);

const due = prepared(
  'parts.due',
  `SELECT ${KEY} FROM ingest.parts WHERE event_id IS NULL
   GROUP BY ${KEY}
   HAVING min(arrived_at) <= clock_timestamp() - $1::int * interval '1 ms'
     OR (count(DISTINCT number) = total AND max(arrived_at) <= clock_timestamp() - $2::int * interval '1 ms')
   LIMIT $3::int`,
);

const leftBehind = prepared(
  'parts.left-behind',
  `SELECT ${KEY}, event_id, number, carrier_message_id, body, extract(epoch FROM arrived_at)::float8 * 1000 AS arrived
   FROM ingest.parts WHERE event_id IN (
     SELECT event_id FROM ingest.parts
     WHERE event_id IS NOT NULL AND gone_at IS NULL AND claimed_at <= clock_timestamp() - $1::int * interval '1 ms'
     GROUP BY event_id LIMIT $2::int)`,
);

const forget = prepared(
  'parts.forget',
  `DELETE FROM ingest.parts WHERE gone_at < clock_timestamp() - interval '1 day'`,
);

interface PartRow {
  readonly number: number;
  readonly carrier_message_id: string;
  readonly body: string;
  readonly arrived: number;
}

type Body = Pick<MoPart, 'mo' | 'text' | 'debug'>;

@Injectable()
export class PgPartsStore extends PartsStore {
  constructor(private readonly database: Database) {
    super();
  }

  async keep(parts: readonly NewPart[]): Promise<void> {
    const { rest } = this.database;
    const rows = parts.map(({ subscriber, carrierMessageId, mo, text, debug, ...key }) => {
      const body: Body = { mo, text, debug };
      return {
        ...key,
        subscriber: rest.number(subscriber),
        carrier_message_id: carrierMessageId,
        body: rest.words(JSON.stringify(body)),
      };
    });
    await this.database.query(keep(JSON.stringify(rows)));
  }

  async open({ carrier, sender, subscriber, reference, total }: PartsKey): Promise<OpenParts> {
    const rows = await this.database.query<PartRow & { now: number }>(
      open(carrier, sender, this.database.rest.number(subscriber), reference, total),
    );
    return { parts: rows.map(partOf), nowMs: rows[0]?.now ?? 0 };
  }

  async claim(carrier: string, carrierMessageIds: readonly string[], eventId: string): Promise<boolean> {
    const [row] = await this.database.query<{ count: number }>(claim(carrier, carrierMessageIds, eventId));
    return row!.count > 0;
  }

  async wentOn(eventIds: readonly string[]): Promise<void> {
    await this.database.query(wentOn(eventIds));
  }

  due(waitMs: number, most: number): Promise<PartsKey[]> {
    return this.database.query<PartsKey>(due(waitMs, LEFT_BEHIND_MS, most));
  }

  async leftBehind(most: number): Promise<ClaimedParts[]> {
    const rows = await this.database.query<PartRow & PartsKey & { event_id: string }>(
      leftBehind(LEFT_BEHIND_MS, most),
    );
    return [...Map.groupBy(rows, (row) => row.event_id)].map(([eventId, [first, ...rest]]) => {
      const { carrier, sender, subscriber, reference, total } = first!;
      const key = { carrier, sender, subscriber, reference, total };
      return { key, eventId, parts: [first!, ...rest].map(partOf) };
    });
  }

  async forget(): Promise<void> {
    await this.database.query(forget());
  }
}

function partOf({ number, carrier_message_id, body, arrived }: PartRow): MoPart {
  const { mo, text, debug } = JSON.parse(body) as Body;
  return { carrierMessageId: carrier_message_id, number, arrivedMs: arrived, mo, text, debug };
}
