import { prepared } from '@parley/persistence';
import { DAY_KEPT, FIRST_LOW_LANE, LOW_LANES_LEASE, OLD_AFTER_S, OLD_SHARE } from './domain/turns.js';
import { addressOf, factorAt, flowOf } from './pace.sql.pg.js';

/** How long a text that a carrier did not take waits, once it is due, for another carrier of its sender, s. */
const OTHERS_FIRST_S = 5;

/** A claimed text, as the store reads it. */
export const claimed = `q.id, q.subscriber, q.sender, q.number, q.program, q.lane, q.purpose, q.body AS text, q.segments, q.encoding,
  q.on_unknown AS "onUnknown", q.in_reply_to AS "inReplyTo", q.attempt, q.last_carrier AS "lastCarrier",
  q.maybe_taken AS "maybeTaken", q.suppressed,
  q.conversation_id AS "conversationId", q.traceparent,
  (extract(epoch FROM q.queued_at) * 1000)::float8 AS "queuedAtMs",
  (extract(epoch FROM q.mo_received_at) * 1000)::float8 AS "moReceivedAtMs",
  (extract(epoch FROM q.due_at) * 1000)::float8 AS "dueAtMs",
  (extract(epoch FROM q.expires_at) * 1000)::float8 AS "expiresAtMs"`;

/**
 * Claims and paces in one statement: GCRA on the database's clock, and turns as in `domain/turns.ts` (docs/adr/0004,
 * docs/adr/0010).
 * $1 what they leave from: a number of a pool, or a sender; `pace` and `flows` call it sender · $2 claimer · $3 s per segment · $4 lease, ms · $5 most rows · $6 time to begin sending after the slot, ms
 * $7 segments/s of the contract that the pace leaves unused · $8 how far ahead the first slot lies at least, ms
 * $9 the carrier account's row in `pace`, null: it has no pace · $10 its s per segment, or 0 · $11 as $7, of the account
 * $12 segments a day, null: as many as there are · $13 the time zone of the day · $14 what is beyond them is refused
 * $15 null, or how late the texts of these slots may be, ms, where that is long: what is claimed without it later keeps
 * clear of them (docs/adr/0017)
 * $16 by whom these texts go, null: the sender has one carrier · $17 the sender's other carriers · $18 the row in \`pace\`
 * that says how fast that one takes them, the sender's where there is one (docs/adr/0019)
 * $19 the pool that the number is of, null: it is no number of a pool
 * - held: what is paused (`isHeld` in `domain/hold.ts`). Its texts are not looked at, however many wait, but for the
 *   suppressed ones, which have an index of their own; to others of their conversations they are as if not there.
 * - asked: how slowly the carrier wants it, and from when on.
 * - heads: the oldest of each campaign that may go now: of a conversation its first, and none while another of it is
 *   under way or waits for its retry (I4), whatever numbers of a pool they leave from. What may not go is passed over here, so that it cannot fill its campaign's
 *   share. Not `=` for the sender: a plan made while the table was small would walk the sender's whole queue for each
 *   text. A subselect with LIMIT, as the planner would turn NOT EXISTS into a join of all with all. What is suppressed
 *   needs no slot and no turn. What a carrier may have taken is nobody else's; what one did not take is the others'
 *   first. Many campaigns bring twice their share each, or a claim would look at more rows the more there are.
 * - placed: a text takes the time of its segments after its slot. Before the slot, a long one has a gap on top: its
 *   segments count at once, so a second that ends with it holds `pace + segments - 1`, and no more than the contract
 *   when the pace was interrupted for `segments - 1 - $7` (I5).
 * - granted: those whose slot falls into the lease; locked: but not what an opt-out is suppressing right now, nor
 *   what was given another number. Not \`=\` there either, or a plan of a small queue walks all of a long one for each
 *   (measured: 211,249 pages for 200 texts among 20,000);
 *   noted: where it is found if nothing more is heard of it (\`abandoned.sql.pg.ts\`);
 *   paced: the new theoretical arrival time; served: the new start tags of campaigns that share a lane.
 */
export const claim = prepared(
  'claims.claim',
  `WITH account AS MATERIALIZED (
     SELECT tat FROM dispatcher.pace WHERE sender = $9::text
   ), asked AS MATERIALIZED (
     SELECT rate_factor, held_until FROM dispatcher.pace WHERE sender = $18::text
   ), clock AS MATERIALIZED (
     SELECT at AS now, greatest(clear, held_until, (SELECT held_until FROM asked), at + $8::float8 * interval '1 ms', (SELECT tat FROM account)) AS free,
       greatest(clear, (SELECT tat FROM account)) AS last, transactional_old_until, bulk_old_until,
       $3::float8 / coalesce((SELECT ${factorAt('at')} FROM asked), 1) AS spacing, (at AT TIME ZONE coalesce($13::text, 'UTC'))::date AS today,
       $12::int - CASE WHEN day = (at AT TIME ZONE coalesce($13::text, 'UTC'))::date THEN day_segments ELSE 0 END AS left_today
     FROM dispatcher.pace, clock_timestamp() AS at,
       LATERAL (SELECT CASE WHEN $15::float8 IS NULL THEN greatest(tat, relaxed_until) ELSE tat END AS clear) AS rule
     WHERE sender = $1
   ), held AS MATERIALIZED (
     SELECT coalesce(bool_or(kind = 'sender'), false) AS sender,
       coalesce(array_agg(name) FILTER (WHERE kind = 'campaign'), '{}') AS campaigns
     FROM dispatcher.holds WHERE held AND (kind = 'campaign' OR name IN ($1, $19::text))
   ), flows AS MATERIALIZED (
     SELECT lane, flow, f.held, greatest(start, max(served) OVER in_lane) AS start,
       count(*) FILTER (WHERE NOT f.held) OVER in_lane AS rivals
     FROM (SELECT k.*, (held.sender AND lane > 0) OR (lane >= ${FIRST_LOW_LANE} AND flow = ANY(held.campaigns)) AS held
       FROM dispatcher.flows k CROSS JOIN held WHERE k.sender = $1) f WINDOW in_lane AS (PARTITION BY lane)
   ), heads AS MATERIALIZED (
     SELECT q.*, f.flow, f.start, f.rivals FROM clock CROSS JOIN flows f CROSS JOIN LATERAL (
       SELECT id, lane, due_at, seq, suppressed, CASE WHEN suppressed IS NULL THEN segments ELSE 0 END AS cost
       FROM dispatcher.queue t
       WHERE ${addressOf('t')} = $1 AND lane = f.lane AND ${flowOf('t')} = f.flow AND due_at <= clock.now AND claimed_by IS NULL
         AND (open_until IS NULL OR open_until > clock.now OR suppressed IS NOT NULL)
         AND (suppressed IS NOT NULL OR $16::text IS NULL OR last_carrier IS NULL OR CASE WHEN maybe_taken
           THEN last_carrier <> ALL($17::text[]) OR expires_at <= clock.now
           ELSE last_carrier <> $16 OR due_at < clock.now - interval '${OTHERS_FIRST_S} s' END)
         AND (suppressed IS NOT NULL OR (
           SELECT 1 FROM dispatcher.queue o
           WHERE o.subscriber = t.subscriber AND o.sender IS NOT DISTINCT FROM t.sender AND o.id <> t.id AND o.suppressed IS NULL
             AND (o.claimed_by IS NOT NULL OR (((o.due_at <= clock.now AND (o.lane, o.seq) < (t.lane, t.seq))
               OR (o.attempt > 0 AND o.lane <= t.lane AND o.seq < t.seq))
               AND (o.lane < ${FIRST_LOW_LANE} OR o.campaign IS NULL OR o.campaign <> ALL((SELECT campaigns FROM held)::text[]))))
           LIMIT 1) IS NULL)
       ORDER BY due_at, seq LIMIT CASE WHEN f.rivals = 1 THEN $5::int ELSE least($5::int, 2 * $5::int / f.rivals + 4) END) q
     WHERE NOT f.held
     UNION ALL
     SELECT q.*, f.flow, f.start, f.rivals FROM clock CROSS JOIN flows f CROSS JOIN LATERAL (
       SELECT id, lane, due_at, seq, suppressed, 0 AS cost FROM dispatcher.queue t
       WHERE ${addressOf('t')} = $1 AND lane = f.lane AND ${flowOf('t')} = f.flow AND due_at <= clock.now AND claimed_by IS NULL
         AND suppressed IS NOT NULL
       ORDER BY due_at, seq LIMIT $5::int) q
     WHERE f.held
   ), tagged AS (
     SELECT *, start + sum(cost) OVER (PARTITION BY lane, flow ORDER BY due_at, seq) - cost AS tag
     FROM heads
   ), ranked AS (
     SELECT t.*, CASE WHEN lane < ${FIRST_LOW_LANE} THEN lane * 2
       WHEN cost > 0 AND due_at < c.now - o.after AND greatest(o.until, c.now)
         + (sum(cost) FILTER (WHERE due_at < c.now - o.after) OVER (PARTITION BY lane ORDER BY tag, due_at, seq) - cost)
           / ${OLD_SHARE}::float8 * c.spacing * interval '1 s' <= c.now + $4::float8 * interval '1 ms' THEN 1
       ELSE lane * 2 END AS rank
     FROM tagged t CROSS JOIN clock c CROSS JOIN LATERAL (
       SELECT CASE t.lane WHEN 2 THEN interval '${OLD_AFTER_S.transactional} s' ELSE interval '${OLD_AFTER_S.bulk} s' END AS after,
         CASE t.lane WHEN 2 THEN c.transactional_old_until ELSE c.bulk_old_until END AS until) o
   ), sized AS (
     SELECT r.*, at.gap, at.account_gap, row_number() OVER (ORDER BY rank, lane, tag, due_at, seq) AS turn,
       cost * greatest(c.spacing, $10::float8) AS takes, greatest(at.gap * c.spacing, at.account_gap * $10::float8) AS rest
     FROM ranked r CROSS JOIN clock c CROSS JOIN LATERAL (
       SELECT CASE WHEN cost > 0 THEN greatest(0, cost - 1 - greatest(0, $7::float8)) ELSE 0 END AS gap,
         CASE WHEN cost > 0 THEN greatest(0, cost - 1 - greatest(0, $11::float8)) ELSE 0 END AS account_gap) at
   ), placed AS (
     SELECT *, sum(takes + rest) OVER in_turn - takes AS before, count(*) FILTER (WHERE cost > 0) OVER in_turn AS nth,
       sum(cost) OVER in_turn AS so_far, first_value(rest) OVER (ORDER BY cost = 0, turn) AS first_rest
     FROM sized WINDOW in_turn AS (ORDER BY turn)
   ), granted AS MATERIALIZED (
     SELECT p.id, p.suppressed, p.lane, p.flow, p.tag, p.rank, p.rivals, beyond, CASE WHEN beyond THEN 0 ELSE p.cost END AS cost,
       CASE WHEN beyond THEN 0 ELSE p.account_gap END AS account_gap, c.now, c.spacing, c.today, at.slot
     FROM placed p CROSS JOIN clock c CROSS JOIN LATERAL (
       SELECT greatest(c.free, c.last + p.first_rest * interval '1 s') + (p.before - p.first_rest) * interval '1 s' AS slot,
         coalesce(p.so_far > c.left_today - CASE WHEN p.lane < ${FIRST_LOW_LANE} THEN 0 ELSE ${DAY_KEPT} * $12::int END, false)
           AND p.suppressed IS NULL AS beyond) at
     WHERE p.suppressed IS NOT NULL OR (p.nth <= $5::int AND CASE WHEN beyond THEN $14::boolean ELSE at.slot <= c.now
       + CASE WHEN p.rank < ${2 * FIRST_LOW_LANE} THEN $4::float8 ELSE $8 + ($4 - $8) * ${LOW_LANES_LEASE} END * interval '1 ms' END)
   ), locked AS MATERIALIZED (
     SELECT q.id, g.slot, g.now, g.beyond FROM granted g CROSS JOIN LATERAL (
       SELECT id FROM dispatcher.queue
       WHERE id = g.id AND claimed_by IS NULL AND ${addressOf('queue')} IS NOT DISTINCT FROM $1 AND suppressed IS NOT DISTINCT FROM g.suppressed
       FOR UPDATE SKIP LOCKED) q
   ), noted AS (
     INSERT INTO dispatcher.claims (claimed_by, ids, send_by)
     SELECT $2, array_agg(id), max(slot) + $6::float8 * interval '1 ms' FROM locked HAVING count(*) > 0
   ), served AS (
     UPDATE dispatcher.flows f SET start = g.start, served = g.served
     FROM (SELECT lane, flow, max(tag + cost) AS start, max(tag) AS served FROM granted
       WHERE rivals > 1 AND cost > 0 GROUP BY lane, flow) g
     WHERE f.sender = $1 AND f.lane = g.lane AND f.flow = g.flow
   ), account_paced AS (
     UPDATE dispatcher.pace a SET tat = greatest(a.tat, g.now + $8::float8 * interval '1 ms') + g.segments * $10::float8 * interval '1 s'
     FROM (SELECT max(now) AS now, sum(cost + account_gap) AS segments FROM granted) g
     WHERE a.sender = $9::text AND g.segments > 0
   ), paced AS (
     UPDATE dispatcher.pace p SET
       day = CASE WHEN $12::int IS NULL THEN NULL ELSE g.today END,
       day_segments = CASE WHEN p.day = g.today THEN p.day_segments ELSE 0 END + g.segments,
       tat = coalesce(g.tat, p.tat), relaxed_until = coalesce(g.tat + $15::float8 * interval '1 ms', p.relaxed_until),
       last_slot = coalesce(g.slot, p.last_slot),
       transactional_old_until = coalesce(greatest(p.transactional_old_until, g.now)
         + g.transactional_old / ${OLD_SHARE}::float8 * g.spacing * interval '1 s', p.transactional_old_until),
       bulk_old_until = coalesce(greatest(p.bulk_old_until, g.now) + g.bulk_old / ${OLD_SHARE}::float8 * g.spacing * interval '1 s', p.bulk_old_until)
     FROM (SELECT count(*) AS rows, max(now) AS now, max(spacing) AS spacing, max(today) AS today,
       sum(cost) AS segments, max(slot) FILTER (WHERE cost > 0) AS slot,
       max(slot + cost * spacing * interval '1 s') FILTER (WHERE cost > 0) AS tat,
       sum(cost) FILTER (WHERE rank = 1 AND lane = 2) AS transactional_old,
       sum(cost) FILTER (WHERE rank = 1 AND lane = 3) AS bulk_old FROM granted) g
     WHERE p.sender = $1 AND g.rows > 0
     RETURNING p.sender
   )
   UPDATE dispatcher.queue q SET claimed_by = $2, slot_at = g.slot, attempt = q.attempt + 1,
     send_by = g.slot + $6::float8 * interval '1 ms'
   FROM locked g, paced
   WHERE q.id = g.id
   RETURNING ${claimed}, (extract(epoch FROM g.slot - g.now) * 1000)::float8 AS "waitMs",
     (extract(epoch FROM g.now) * 1000)::float8 AS "atMs", g.beyond AS "beyondDay",
     (SELECT count(*) FROM placed WHERE nth <= $5::int) > (SELECT count(*) FROM granted) AS behind,
     coalesce((SELECT state FROM dispatcher.consents k
       WHERE k.subscriber = q.subscriber AND k.sender = q.sender AND k.program = q.program), 'none') AS "programState",
     coalesce((SELECT state FROM dispatcher.consents k
       WHERE k.subscriber = q.subscriber AND k.sender = q.sender AND k.program = '*'), 'none') AS "senderState"`,
);
