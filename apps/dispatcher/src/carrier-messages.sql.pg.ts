import { prepared } from '@parley/persistence';

/** An id that the carrier gave to another text long ago is that of the newer one. $1 messages */
export const note = prepared(
  'carrier-messages.note',
  `INSERT INTO dispatcher.carrier_messages AS m (carrier, carrier_message_id, mt_id, attempt, part, parts)
   SELECT carrier, "carrierMessageId", "mtId", attempt, part, parts
   FROM json_to_recordset($1::json) AS s(carrier text, "carrierMessageId" text, "mtId" uuid, attempt smallint,
     part smallint, parts smallint)
   ON CONFLICT (carrier, carrier_message_id) DO UPDATE SET mt_id = excluded.mt_id, attempt = excluded.attempt,
     part = excluded.part, parts = excluded.parts, status = NULL, kept_at = now()
   WHERE m.mt_id <> excluded.mt_id OR m.attempt <> excluded.attempt`,
);

/** The messages that receipts name, and the other parts of the same attempts. $1 carriers · $2 their ids */
export const named = prepared(
  'carrier-messages.named',
  `WITH asked AS MATERIALIZED (
     SELECT m.* FROM unnest($1::text[], $2::text[]) AS n(carrier, id)
     JOIN dispatcher.carrier_messages m ON m.carrier = n.carrier AND m.carrier_message_id = n.id
   )
   SELECT carrier, carrier_message_id AS "carrierMessageId", mt_id AS "mtId", attempt, parts, status FROM asked
   UNION
   SELECT o.carrier, o.carrier_message_id, o.mt_id, o.attempt, o.parts, o.status
   FROM asked a JOIN dispatcher.carrier_messages o ON o.mt_id = a.mt_id AND o.attempt = a.attempt AND o.parts > 1
   WHERE a.parts > 1`,
);

/** $1 carriers · $2 ids · $3 what was said */
export const said = prepared(
  'carrier-messages.said',
  `UPDATE dispatcher.carrier_messages m SET status = s.status
   FROM unnest($1::text[], $2::text[], $3::text[]) AS s(carrier, id, status)
   WHERE m.carrier = s.carrier AND m.carrier_message_id = s.id`,
);

/**
 * $1 most. Only what is settled counts (dispatcher.mt) and is the same person's: what is taken from here is sure
 * to find its text, and never comes back.
 */
export const waiting = prepared(
  'carrier-messages.waiting',
  `SELECT o.event_id AS "eventId", o.receipt
   FROM dispatcher.orphan_receipts o
   JOIN dispatcher.carrier_messages c ON c.carrier = o.carrier AND c.carrier_message_id = o.carrier_message_id
   JOIN dispatcher.mt m ON m.id = c.mt_id AND m.subscriber = o.subscriber
   WHERE o.receipt IS NOT NULL AND o.matched_at IS NULL AND o.kept_at > now() - interval '1 hour'
   ORDER BY o.kept_at LIMIT $1`,
);

export const taken = prepared(
  'carrier-messages.taken',
  'DELETE FROM dispatcher.orphan_receipts WHERE event_id = ANY($1::uuid[])',
);
