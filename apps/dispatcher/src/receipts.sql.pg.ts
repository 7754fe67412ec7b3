import { prepared } from '@parley/persistence';

const settled = `m.id, m.subscriber, m.sender, m.number, m.lane, m.segments, m.encoding, m.attempt, m.carrier,
  m.carrier_message_id AS "carrierMessageId", m.in_reply_to AS "inReplyTo", m.status, m.traceparent, m.conversation_id AS "conversationId"`;
const failures = `LEFT JOIN dispatcher.recipients r ON r.subscriber = m.subscriber AND r.failures > 0`;

export const knownMts = prepared(
  'receipts.known',
  `SELECT ${settled}, r.failures FROM dispatcher.mt m ${failures} WHERE m.id = ANY($1::uuid[])
   UNION ALL
   SELECT id, subscriber, sender, number, lane, segments, encoding, attempt, NULL, NULL, in_reply_to, NULL, traceparent,
     conversation_id, NULL
   FROM dispatcher.queue WHERE id = ANY($1::uuid[]) AND claimed_by IS NOT NULL`,
);

/** For receipts without our id. $1 the carriers' message ids */
export const knownByCarrier = prepared(
  'receipts.known-by-carrier',
  `SELECT ${settled}, r.failures FROM dispatcher.mt m ${failures} WHERE m.carrier_message_id = ANY($1::text[])`,
);

export const keepOrphans = prepared(
  'receipts.orphans',
  `INSERT INTO dispatcher.orphan_receipts (event_id, subscriber, carrier, carrier_message_id, mt_id, status, code, at, receipt)
   SELECT event_id, subscriber, carrier, carrier_message_id, mt_id, status, code, at, receipt::jsonb
   FROM json_to_recordset($1::json) AS o(event_id uuid, subscriber text, carrier text, carrier_message_id text,
     mt_id uuid, status text, code text, at timestamptz, receipt text)
   ON CONFLICT DO NOTHING`,
);

/**
 * Orphans of the last minutes, in the order of what they say; those that nothing but a carrier's noted id leads to are
 * published again instead (carrier-messages.sql.pg.ts). $1 minutes · $2 most
 */
export const openOrphans = prepared(
  'receipts.open-orphans',
  `SELECT event_id AS "eventId", subscriber, carrier, carrier_message_id AS "carrierMessageId", mt_id AS "mtId", status, code,
     to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
   FROM (SELECT * FROM dispatcher.orphan_receipts r
     WHERE matched_at IS NULL AND kept_at > now() - $1::int * interval '1 minute' AND subscriber IS NOT NULL
       AND NOT (receipt IS NOT NULL AND EXISTS (SELECT 1 FROM dispatcher.carrier_messages c
         WHERE c.carrier = r.carrier AND c.carrier_message_id = r.carrier_message_id))
     ORDER BY kept_at LIMIT $2) o
   ORDER BY o.at, event_id`,
);

export const matched = prepared(
  'receipts.matched',
  'UPDATE dispatcher.orphan_receipts SET matched_at = clock_timestamp() WHERE event_id = ANY($1::uuid[]) AND matched_at IS NULL',
);

/** Statements of one transaction, after the texts were settled: those that stand at unknown are noted. $1 ids */
export const noteUnknowns = prepared(
  'receipts.note-unknowns',
  `INSERT INTO dispatcher.unknowns (mt_id, sender)
   SELECT id, sender FROM dispatcher.mt WHERE id = ANY($1::uuid[]) AND status = 'unknown' ON CONFLICT DO NOTHING`,
);

export const resolveUnknowns = prepared(
  'receipts.resolve-unknowns',
  `UPDATE dispatcher.unknowns u SET resolved_at = clock_timestamp(), resolution = r.resolution, by = r.by, why = r.why
   FROM json_to_recordset($1::json) AS r("mtId" uuid, resolution text, by text, why text)
   WHERE u.mt_id = r."mtId" AND u.mt_id = ANY($2::uuid[]) AND u.resolved_at IS NULL`,
);

/** $1 failures · $2 so many in a row and the number is given up */
export const countFailures = prepared(
  'receipts.count-failures',
  `INSERT INTO dispatcher.recipients AS r (subscriber, failures, last_code, failed_at, unreachable_since)
   SELECT subscriber, count(*), max(code), now(), CASE WHEN count(*) >= $2::int THEN now() END
   FROM json_to_recordset($1::json) AS f(subscriber text, code text) GROUP BY subscriber
   ON CONFLICT (subscriber) DO UPDATE SET failures = least(r.failures + excluded.failures, 1000),
     last_code = excluded.last_code, failed_at = excluded.failed_at,
     unreachable_since = CASE WHEN r.failures + excluded.failures >= $2::int THEN coalesce(r.unreachable_since, now()) END`,
);

export const reached = prepared(
  'receipts.reached',
  `UPDATE dispatcher.recipients SET failures = 0, unreachable_since = NULL WHERE subscriber = ANY($1::text[]) AND failures > 0`,
);

/** A receipt that was decided while its text was still under way did not know that it would be unknown. */
export const closeResolved = prepared(
  'receipts.close-resolved',
  `UPDATE dispatcher.unknowns u SET resolved_at = clock_timestamp(), resolution = 'receipt'
   FROM dispatcher.mt m WHERE u.resolved_at IS NULL AND m.id = u.mt_id AND m.status <> 'unknown'`,
);

/** Unknowns that no receipt resolved in time, told once. $1 minutes */
export const surface = prepared(
  'receipts.surface',
  `UPDATE dispatcher.unknowns SET surfaced_at = clock_timestamp()
   WHERE resolved_at IS NULL AND surfaced_at IS NULL AND since < now() - $1::int * interval '1 minute' RETURNING mt_id AS "mtId"`,
);

export const openUnknowns = prepared(
  'receipts.open-unknowns',
  `SELECT count(*)::int AS count, coalesce(extract(epoch FROM now() - min(since)), 0)::float8 AS "oldestS"
   FROM dispatcher.unknowns WHERE resolved_at IS NULL`,
);

export const resolvable = prepared(
  'receipts.resolvable',
  `SELECT ${settled}, m.body AS text, m.sealed_body AS sealed, m.purpose, m.program, m.campaign FROM dispatcher.mt m WHERE m.id = ANY($1::uuid[])`,
);
