import { prepared } from '@parley/persistence';
import { addressOf } from './pace.sql.pg.js';

export * from './abandoned.sql.pg.js';
export * from './claim.sql.pg.js';
export * from './pace.sql.pg.js';

const settledColumns =
  'id uuid, status text, rank smallint, code text, carrier text, "carrierMessageId" text, traceparent text, sealed text, wordless boolean';

/**
 * Words that were taken from the queue meanwhile, as their person was forgotten, come back from nowhere.
 * $1 settled · $2 claimer, or null when a receipt proves that the carrier has it · $3 their ids
 */
export const settle = prepared(
  'claims.settle',
  `WITH settled AS (SELECT * FROM json_to_recordset($1::json) AS s(${settledColumns})),
   gone AS (
     DELETE FROM dispatcher.queue q
     WHERE q.id = ANY($3::uuid[]) AND q.claimed_by IS NOT NULL AND ($2::text IS NULL OR q.claimed_by = $2) RETURNING q.*
   )
   INSERT INTO dispatcher.mt (id, subscriber, sender, program, lane, purpose, body, segments, encoding, in_reply_to,
     campaign, conversation_id, traceparent, attempt, status, status_rank, code, carrier, carrier_message_id, queued_at, number, sealed_body, text_mark)
   SELECT q.id, q.subscriber, q.sender, q.program, q.lane, q.purpose,
     CASE WHEN s.sealed IS NULL AND s.wordless IS NULL THEN q.body ELSE '' END, q.segments, q.encoding, q.in_reply_to,
     q.campaign, q.conversation_id, coalesce(s.traceparent, q.traceparent), q.attempt, s.status, s.rank, s.code,
     s.carrier, s."carrierMessageId", q.queued_at, q.number,
     CASE WHEN q.body <> '' THEN decode(s.sealed, 'hex') END, CASE WHEN q.body <> '' THEN q.text_mark END
   FROM gone q JOIN settled s ON s.id = q.id
   ON CONFLICT (id) DO NOTHING`,
);

/**
 * A text that has left the queue already: its status moves on, and never back. Where its receipt was quicker than its
 * settlement, its words are sealed here.
 * $1 settled · $2 their ids, said once more: with the join alone a plan made while the table was small walks the whole
 * index for ever after (measured: 6,154 pages for 40 rows, half of the database's time).
 */
export const advance = prepared(
  'claims.advance',
  `UPDATE dispatcher.mt m SET status_rank = greatest(m.status_rank, s.rank),
     updated_at = CASE WHEN m.status_rank < s.rank THEN clock_timestamp() ELSE m.updated_at END,
     status = CASE WHEN m.status_rank < s.rank THEN s.status ELSE m.status END,
     code = CASE WHEN m.status_rank < s.rank THEN s.code ELSE m.code END,
     carrier = coalesce(m.carrier, s.carrier), carrier_message_id = coalesce(m.carrier_message_id, s."carrierMessageId"),
     sealed_body = CASE WHEN m.body <> '' THEN decode(s.sealed, 'hex') ELSE m.sealed_body END,
     body = CASE WHEN s.sealed IS NULL AND s.wordless IS NULL THEN m.body ELSE '' END
   FROM json_to_recordset($1::json) AS s(${settledColumns})
   WHERE m.id = s.id AND m.id = ANY($2::uuid[]) AND (m.status_rank < s.rank
     OR (m.body <> '' AND (s.sealed IS NOT NULL OR s.wordless)))`,
);

/** $1 later · $2 claimer · $3 their ids, as with \`advance\` */
export const retry = prepared(
  'claims.retry',
  `UPDATE dispatcher.queue q SET claimed_by = NULL, slot_at = NULL, send_by = NULL,
     due_at = clock_timestamp() + r."afterMs" * interval '1 ms', last_carrier = coalesce(r.carrier, q.last_carrier),
     maybe_taken = q.maybe_taken OR coalesce(r."maybeTaken", false)
   FROM json_to_recordset($1::json) AS r(id uuid, "afterMs" float8, carrier text, "maybeTaken" boolean)
   WHERE q.id = r.id AND q.id = ANY($3::uuid[]) AND q.claimed_by = $2`,
);

/** Nothing began in these slots: the sender is free again from the one that was given last, if it is among them. */
export const release = prepared(
  'claims.release',
  `WITH back AS MATERIALIZED (
     SELECT id, ${addressOf('queue')} AS sender, slot_at, segments FROM dispatcher.queue WHERE id = ANY($1::uuid[]) AND claimed_by = $2 FOR UPDATE
   ), freed AS (
     UPDATE dispatcher.pace p SET tat = CASE WHEN p.last_slot = b.last THEN b.last ELSE p.tat END,
       last_slot = CASE WHEN p.last_slot = b.last THEN NULL ELSE p.last_slot END,
       day_segments = greatest(0, p.day_segments - b.segments)
     FROM (SELECT b.sender, sum(b.segments) AS segments, max(b.slot_at) FILTER (WHERE b.slot_at = k.last_slot) AS last
       FROM back b JOIN dispatcher.pace k ON k.sender = b.sender GROUP BY b.sender) b
     WHERE p.sender = b.sender AND (p.day IS NOT NULL OR p.last_slot = b.last)
   )
   UPDATE dispatcher.queue q SET claimed_by = NULL, slot_at = NULL, send_by = NULL, attempt = attempt - 1
   FROM back b WHERE q.id = b.id AND q.id = ANY($1::uuid[])`,
);
