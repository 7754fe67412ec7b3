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
       WHERE q.sender = s.sender AND q.lane = l.lane AND q.due_at <= now() AND q.claimed_by IS NULL
       ORDER BY q.due_at, q.seq LIMIT 1) found)`, // ordered, or the planner reads the whole table for an idle sender
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
 * $7 segments/s of the contract that the pace leaves unused
 * - heads: the oldest of each lane that may go now: of a conversation its first, and none while another of it is
 *   under way or waits for its retry (I4). What may not go is passed over here, so that it cannot fill the lane's
 *   share; a subselect, as the planner would turn NOT EXISTS into a join. What is suppressed needs no slot, no turn.
 * - placed: a text takes the time of its segments after its slot. Before the slot, a long one has a gap on top: its
 *   segments count at once, so a second that ends with it holds `pace + segments - 1`, and no more than the contract
 *   when the pace was interrupted for `segments - 1 - $7` (I5).
 * - granted: those whose slot falls into the lease; locked: but not what an opt-out is suppressing right now;
 *   paced: the new theoretical arrival time.
 */
export const claim = prepared(
  'claims.claim',
  `WITH clock AS MATERIALIZED (
     SELECT at AS now, tat, greatest(tat, held_until, at) AS free
     FROM dispatcher.pace, clock_timestamp() AS at WHERE sender = $1
   ), heads AS MATERIALIZED (
     SELECT q.* FROM clock CROSS JOIN unnest('{0,1,2,3}'::smallint[]) AS l(lane) CROSS JOIN LATERAL (
       SELECT id, lane, due_at, seq, suppressed, CASE WHEN suppressed IS NULL THEN segments ELSE 0 END AS cost
       FROM dispatcher.queue t
       WHERE sender = $1 AND lane = l.lane AND due_at <= clock.now AND claimed_by IS NULL
         AND (open_until IS NULL OR open_until > clock.now OR suppressed IS NOT NULL)
         AND (suppressed IS NOT NULL OR (
           SELECT 1 FROM dispatcher.queue o
           WHERE o.subscriber = t.subscriber AND o.sender = $1 AND o.id <> t.id AND o.suppressed IS NULL
             AND (o.claimed_by IS NOT NULL OR (o.due_at <= clock.now AND (o.lane, o.seq) < (t.lane, t.seq))
               OR (o.attempt > 0 AND o.lane <= t.lane AND o.seq < t.seq))
           LIMIT 1) IS NULL)
       ORDER BY due_at, seq LIMIT $5) q
   ), sized AS (
     SELECT id, suppressed, lane, due_at, seq, cost, CASE WHEN cost > 0 THEN greatest(0, cost - 1 - $7::float8) ELSE 0 END AS gap
     FROM heads
   ), placed AS (
     SELECT id, suppressed, cost, sum(cost + gap) OVER turn - cost AS before,
       first_value(gap) OVER (ORDER BY cost = 0, lane, due_at, seq) AS first_gap
     FROM sized WINDOW turn AS (ORDER BY lane, due_at, seq)
   ), granted AS MATERIALIZED (
     SELECT p.id, p.suppressed, p.cost, c.now, at.slot
     FROM placed p CROSS JOIN clock c CROSS JOIN LATERAL (
       SELECT greatest(c.free, c.tat + p.first_gap * $3::float8 * interval '1 s')
         + (p.before - p.first_gap) * $3::float8 * interval '1 s' AS slot) at
     WHERE p.suppressed IS NOT NULL OR at.slot <= c.now + $4::float8 * interval '1 ms'
   ), locked AS MATERIALIZED (
     SELECT q.id, g.slot, g.now FROM dispatcher.queue q JOIN granted g ON g.id = q.id
     WHERE q.claimed_by IS NULL AND q.suppressed IS NOT DISTINCT FROM g.suppressed
     FOR UPDATE OF q SKIP LOCKED
   ), paced AS (
     UPDATE dispatcher.pace p SET
       tat = coalesce(g.tat, p.tat)
     FROM clock c, (SELECT count(*) AS rows, max(slot + cost * $3::float8 * interval '1 s') FILTER (WHERE cost > 0) AS tat FROM granted) g
     WHERE p.sender = $1 AND g.rows > 0
     RETURNING p.sender
   )
   UPDATE dispatcher.queue q SET claimed_by = $2, slot_at = g.slot, attempt = q.attempt + 1,
     send_by = g.slot + $6::float8 * interval '1 ms'
   FROM locked g, paced
   WHERE q.id = g.id
   RETURNING ${claimed}, (extract(epoch FROM g.slot - g.now) * 1000)::float8 AS "waitMs",
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

/** $1 settled · $2 claimer, or null when a receipt proves that the carrier has it · $3 their ids */
export const settle = prepared(
  'claims.settle',
  `WITH settled AS (SELECT * FROM json_to_recordset($1::json) AS s(${settledColumns})),
   gone AS (
     DELETE FROM dispatcher.queue q
     WHERE q.id = ANY($3::uuid[]) AND q.claimed_by IS NOT NULL AND ($2::text IS NULL OR q.claimed_by = $2) RETURNING q.*
   )
   INSERT INTO dispatcher.mt (id, subscriber, sender, program, lane, purpose, body, segments, encoding, in_reply_to,
     campaign, conversation_id, traceparent, attempt, status, status_rank, code, carrier, carrier_message_id, queued_at)
   SELECT q.id, q.subscriber, q.sender, q.program, q.lane, q.purpose, q.body, q.segments, q.encoding, q.in_reply_to,
     q.campaign, q.conversation_id, coalesce(s.traceparent, q.traceparent), q.attempt, s.status, s.rank, s.code,
     s.carrier, s."carrierMessageId", q.queued_at
   FROM gone q JOIN settled s ON s.id = q.id
   ON CONFLICT (id) DO NOTHING`,
);

/**
 * A text that has left the queue already: its status moves on, and never back.
 * $1 settled · $2 their ids, said once more: with the join alone a plan made while the table was small walks the whole
 * index for ever after (measured: 6,154 pages for 40 rows, half of the database's time).
 */
export const advance = prepared(
  'claims.advance',
  `UPDATE dispatcher.mt m SET status = s.status, status_rank = s.rank, code = s.code, updated_at = clock_timestamp(),
     carrier = coalesce(m.carrier, s.carrier), carrier_message_id = coalesce(m.carrier_message_id, s."carrierMessageId")
   FROM json_to_recordset($1::json) AS s(${settledColumns})
   WHERE m.id = s.id AND m.id = ANY($2::uuid[]) AND m.status_rank < s.rank`,
);

/** $1 later · $2 claimer · $3 their ids, as with \`advance\` */
export const retry = prepared(
  'claims.retry',
  `UPDATE dispatcher.queue q SET claimed_by = NULL, slot_at = NULL, send_by = NULL,
     due_at = clock_timestamp() + r."afterMs" * interval '1 ms'
   FROM json_to_recordset($1::json) AS r(id uuid, "afterMs" float8)
   WHERE q.id = r.id AND q.id = ANY($3::uuid[]) AND q.claimed_by = $2`,
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
