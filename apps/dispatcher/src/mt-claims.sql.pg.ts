import { prepared } from '@parley/persistence';

export const register = prepared(
  'claims.register',
  'INSERT INTO dispatcher.pace (sender) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING',
);

export const due = prepared(
  'claims.due',
  `SELECT sender FROM unnest($1::text[]) AS s(sender) WHERE EXISTS (
     SELECT 1 FROM unnest('{0,1,2,3}'::smallint[]) AS l(lane) CROSS JOIN LATERAL (
       SELECT 1 FROM dispatcher.queue q
       WHERE q.sender = s.sender AND q.lane = l.lane AND q.due_at <= now() AND q.claimed_by IS NULL LIMIT 1) found)`,
);

/**
 * A statement of its own, before the claim and in its transaction: claims of a sender are one after another
 * across replicas, and the claim's snapshot is younger than the one before it.
 */
export const lockPace = prepared(
  'claims.lock-pace',
  `SELECT extract(epoch FROM greatest(tat, held_until, '2000-01-01') - clock_timestamp())::float8 * 1000 AS "aheadMs"
   FROM dispatcher.pace WHERE sender = $1 FOR UPDATE`,
);

const claimed = `q.id, q.subscriber, q.sender, q.program, q.lane, q.purpose, q.body AS text, q.segments, q.encoding,
  q.on_unknown AS "onUnknown", q.in_reply_to AS "inReplyTo", q.attempt, q.suppressed,
  q.conversation_id AS "conversationId", q.traceparent,
  (extract(epoch FROM q.queued_at) * 1000)::float8 AS "queuedAtMs",
  (extract(epoch FROM q.expires_at) * 1000)::float8 AS "expiresAtMs"`;

/**
 * Claims and paces in one statement (GCRA on the database's clock, see docs/adr/0004).
 * $1 sender · $2 claimer · $3 s per segment · $4 lease, ms · $5 most rows · $6 time to begin sending after the slot, ms
 * - due: the heads of each lane; ready: one per conversation, and none while another of it is under way or
 *   waits for its retry (I4); what is suppressed needs no slot and no turn.
 * - granted: those whose slot falls into the lease; pace: the new theoretical arrival time and what was
 *   reserved in this second and the two before.
 */
export const claim = prepared(
  'claims.claim',
  `WITH clock AS MATERIALIZED (
     SELECT clock_timestamp() AS now, greatest(tat, held_until, clock_timestamp()) AS start,
       floor(extract(epoch FROM clock_timestamp()))::bigint AS second
     FROM dispatcher.pace WHERE sender = $1
   ), due AS MATERIALIZED (
     SELECT q.* FROM clock CROSS JOIN unnest('{0,1,2,3}'::smallint[]) AS l(lane) CROSS JOIN LATERAL (
       SELECT id, lane, due_at, seq, subscriber, segments, suppressed FROM dispatcher.queue
       WHERE sender = $1 AND lane = l.lane AND due_at <= clock.now AND claimed_by IS NULL
       ORDER BY due_at, seq LIMIT $5) q
   ), turns AS (
     SELECT *, row_number() OVER (PARTITION BY subscriber, suppressed IS NULL ORDER BY lane, due_at, seq) AS turn FROM due
   ), ready AS MATERIALIZED (
     SELECT * FROM turns t WHERE suppressed IS NOT NULL OR (turn = 1 AND NOT EXISTS (
       SELECT 1 FROM dispatcher.queue o
       WHERE o.subscriber = t.subscriber AND o.sender = $1 AND o.id <> t.id AND o.suppressed IS NULL
         AND (o.claimed_by IS NOT NULL OR (o.attempt > 0 AND o.lane <= t.lane AND o.seq < t.seq))))
   ), locked AS MATERIALIZED (
     SELECT q.id, q.segments, q.suppressed, r.lane, r.due_at, r.seq
     FROM dispatcher.queue q JOIN ready r ON r.id = q.id
     WHERE q.claimed_by IS NULL AND q.suppressed IS NOT DISTINCT FROM r.suppressed
     FOR UPDATE OF q SKIP LOCKED
   ), sized AS (
     SELECT id, suppressed, CASE WHEN suppressed IS NULL THEN segments ELSE 0 END AS cost,
       sum(CASE WHEN suppressed IS NULL THEN segments ELSE 0 END) OVER (ORDER BY lane, due_at, seq) AS upto
     FROM locked
   ), granted AS MATERIALIZED (
     SELECT s.id, s.cost, c.now, c.start + (s.upto - s.cost) * $3::float8 * interval '1 s' AS slot
     FROM sized s CROSS JOIN clock c
     WHERE s.suppressed IS NOT NULL
       OR c.start + (s.upto - s.cost) * $3::float8 * interval '1 s' <= c.now + $4::float8 * interval '1 ms'
   ), paced AS (
     UPDATE dispatcher.pace p SET
       tat = CASE WHEN g.cost > 0 THEN c.start + g.cost * $3::float8 * interval '1 s' ELSE p.tat END,
       second = c.second,
       count_0 = g.cost + CASE WHEN c.second = p.second THEN p.count_0 ELSE 0 END,
       count_1 = CASE c.second - p.second WHEN 0 THEN p.count_1 WHEN 1 THEN p.count_0 ELSE 0 END,
       count_2 = CASE c.second - p.second WHEN 0 THEN p.count_2 WHEN 1 THEN p.count_1 WHEN 2 THEN p.count_0 ELSE 0 END
     FROM clock c, (SELECT coalesce(sum(cost), 0)::int AS cost, count(*) AS rows FROM granted) g
     WHERE p.sender = $1 AND g.rows > 0
     RETURNING p.count_0 + p.count_1 + p.count_2 AS recent
   )
   UPDATE dispatcher.queue q SET claimed_by = $2, slot_at = g.slot, attempt = q.attempt + 1,
     send_by = g.slot + $6::float8 * interval '1 ms'
   FROM granted g, paced
   WHERE q.id = g.id
   RETURNING ${claimed}, (extract(epoch FROM g.slot - g.now) * 1000)::float8 AS "waitMs", paced.recent AS "recentSegments",
     coalesce((SELECT state FROM dispatcher.consents k
       WHERE k.subscriber = q.subscriber AND k.sender = q.sender AND k.program = q.program), 'none') AS "programState",
     coalesce((SELECT state FROM dispatcher.consents k
       WHERE k.subscriber = q.subscriber AND k.sender = q.sender AND k.program = '*'), 'none') AS "senderState"`,
);

/** $1 claimer · $2 grace after the last moment to begin sending, ms · $3 most */
export const abandoned = prepared(
  'claims.abandoned',
  `UPDATE dispatcher.queue q SET claimed_by = $1, send_by = clock_timestamp()
   WHERE q.id IN (SELECT id FROM dispatcher.queue
     WHERE claimed_by IS NOT NULL AND send_by < clock_timestamp() - $2::float8 * interval '1 ms'
     LIMIT $3 FOR UPDATE SKIP LOCKED)
   RETURNING ${claimed}, 0::float8 AS "waitMs", 'none' AS "programState", 'none' AS "senderState"`,
);

const settledColumns =
  'id uuid, status text, rank smallint, code text, carrier text, "carrierMessageId" text, traceparent text';

/** $1 settled · $2 claimer, or null when a receipt proves that the carrier has it */
export const settle = prepared(
  'claims.settle',
  `WITH settled AS (SELECT * FROM json_to_recordset($1::json) AS s(${settledColumns})),
   gone AS (
     DELETE FROM dispatcher.queue q USING settled s
     WHERE q.id = s.id AND q.claimed_by IS NOT NULL AND ($2::text IS NULL OR q.claimed_by = $2) RETURNING q.*
   )
   INSERT INTO dispatcher.mt (id, subscriber, sender, program, lane, purpose, body, segments, encoding, in_reply_to,
     campaign, conversation_id, traceparent, attempt, status, status_rank, code, carrier, carrier_message_id, queued_at)
   SELECT q.id, q.subscriber, q.sender, q.program, q.lane, q.purpose, q.body, q.segments, q.encoding, q.in_reply_to,
     q.campaign, q.conversation_id, coalesce(s.traceparent, q.traceparent), q.attempt, s.status, s.rank, s.code,
     s.carrier, s."carrierMessageId", q.queued_at
   FROM gone q JOIN settled s ON s.id = q.id
   ON CONFLICT (id) DO NOTHING`,
);

/** A text that has left the queue already: its status moves on, and never back. */
export const advance = prepared(
  'claims.advance',
  `UPDATE dispatcher.mt m SET status = s.status, status_rank = s.rank, code = s.code, updated_at = clock_timestamp(),
     carrier = coalesce(m.carrier, s.carrier), carrier_message_id = coalesce(m.carrier_message_id, s."carrierMessageId")
   FROM json_to_recordset($1::json) AS s(${settledColumns})
   WHERE m.id = s.id AND m.status_rank < s.rank`,
);

export const retry = prepared(
  'claims.retry',
  `UPDATE dispatcher.queue q SET claimed_by = NULL, slot_at = NULL, send_by = NULL,
     due_at = clock_timestamp() + r."afterMs" * interval '1 ms'
   FROM json_to_recordset($1::json) AS r(id uuid, "afterMs" float8)
   WHERE q.id = r.id AND q.claimed_by = $2`,
);

export const release = prepared(
  'claims.release',
  `UPDATE dispatcher.queue SET claimed_by = NULL, slot_at = NULL, send_by = NULL, attempt = attempt - 1
   WHERE id = ANY($1::uuid[]) AND claimed_by = $2`,
);

export const hold = prepared(
  'claims.hold',
  `UPDATE dispatcher.pace SET held_until = greatest(held_until, clock_timestamp() + $2::float8 * interval '1 ms')
   WHERE sender = $1`,
);

export const knownMts = prepared(
  'claims.known',
  `SELECT id, subscriber, sender, lane, segments, encoding, attempt, carrier, carrier_message_id AS "carrierMessageId",
     in_reply_to AS "inReplyTo", status, traceparent
   FROM dispatcher.mt WHERE id = ANY($1::uuid[])
   UNION ALL
   SELECT id, subscriber, sender, lane, segments, encoding, attempt, NULL, NULL, in_reply_to, NULL, traceparent
   FROM dispatcher.queue WHERE id = ANY($1::uuid[]) AND claimed_by IS NOT NULL`,
);

export const keepOrphans = prepared(
  'claims.orphans',
  `INSERT INTO dispatcher.orphan_receipts (event_id, carrier, carrier_message_id, mt_id, status, code, at)
   SELECT * FROM json_to_recordset($1::json) AS o(event_id uuid, carrier text, carrier_message_id text, mt_id uuid,
     status text, code text, at timestamptz)
   ON CONFLICT DO NOTHING`,
);
