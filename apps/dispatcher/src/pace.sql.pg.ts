import { prepared } from '@parley/persistence';
import { CLEAN_S, FASTER_PER_S } from '@parley/sms';
import { LEAST_FACTOR, LEAST_HOLD_MS, SLOWER } from './domain/throttle.js';
import { FIRST_LOW_LANE } from './domain/turns.js';

export const register = prepared(
  'claims.register',
  'INSERT INTO dispatcher.pace (sender) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING',
);

/** What has no campaign, in each lane of the senders. */
export const registerLanes = prepared(
  'claims.register-lanes',
  `INSERT INTO dispatcher.flows (sender, lane, flow) SELECT sender, lane, '' FROM unnest($1::text[]) sender, generate_series(0, 3) lane
   ON CONFLICT DO NOTHING`,
);

/** A text's campaign, where its lane is shared by campaign; as the index \`queue_by_flow\` has it. */
export const flowOf = (alias: string): string =>
  `(CASE WHEN ${alias}.lane < ${FIRST_LOW_LANE} THEN '' ELSE coalesce(${alias}.campaign, '') END)`;

/** What a text leaves from and is paced by: a number of a pool, or its sender; as the index `queue_by_flow` has it. */
export const addressOf = (alias: string): string => `(coalesce(${alias}.number, ${alias}.sender))`;

/** Campaigns that have something queued and are not known yet: one look into the index for each. */
export const findFlows = prepared(
  'claims.find-flows',
  `WITH RECURSIVE found (sender, lane, flow) AS (
     SELECT s.sender, l.lane, '' FROM unnest($1::text[]) AS s(sender) CROSS JOIN unnest('{2,3}'::smallint[]) AS l(lane)
     UNION ALL
     SELECT f.sender, f.lane, (
       SELECT ${flowOf('q')} FROM dispatcher.queue q
       WHERE ${addressOf('q')} = f.sender AND q.lane = f.lane AND ${flowOf('q')} > f.flow ORDER BY ${flowOf('q')} LIMIT 1)
     FROM found f WHERE f.flow IS NOT NULL
   )
   INSERT INTO dispatcher.flows (sender, lane, flow)
   SELECT sender, lane, flow FROM found f WHERE flow IS NOT NULL AND NOT EXISTS (
     SELECT 1 FROM dispatcher.flows k WHERE k.sender = f.sender AND k.lane = f.lane AND k.flow = f.flow)
   ON CONFLICT DO NOTHING`,
);

/** Campaigns that have nothing queued any more; the lane keeps its virtual time. One that goes on is found again. */
export const forgetFlows = prepared(
  'claims.forget-flows',
  `WITH gone AS (
     DELETE FROM dispatcher.flows f WHERE f.flow <> '' AND (
       SELECT 1 FROM dispatcher.queue q
       WHERE ${addressOf('q')} = f.sender AND q.lane = f.lane AND ${flowOf('q')} = f.flow ORDER BY q.due_at, q.seq LIMIT 1) IS NULL
     RETURNING f.sender, f.lane, f.served
   )
   UPDATE dispatcher.flows f SET served = greatest(f.served, g.served)
   FROM (SELECT sender, lane, max(served) AS served FROM gone GROUP BY sender, lane) g
   WHERE f.sender = g.sender AND f.lane = g.lane AND f.flow = ''`,
);

export const now = prepared(
  'claims.now',
  'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "nowMs"',
);

/** Whether a row of `holds` holds a campaign's texts on a sender and lane back, as `isHeld` in `domain/hold.ts`. */
const holdsFlow = (hold: string, flow: string, ours: string): string =>
  `(${hold}.held AND CASE ${hold}.kind WHEN 'sender' THEN ${flow}.lane > 0 AND ${hold}.name IN (${ours}.address, ${ours}.pool)
     ELSE ${hold}.name = ${flow}.flow AND ${flow}.lane >= ${FIRST_LOW_LANE} END)`;

/**
 * Senders of which something may go. What is held is no reason to claim, but for what was suppressed meanwhile.
 * $1 senders and numbers of pools · $2 the pools of those, null where they are of none
 */
export const due = prepared(
  'claims.due',
  `WITH ours AS MATERIALIZED (SELECT address, pool FROM unnest($1::text[], $2::text[]) AS o(address, pool))
   SELECT f.sender FROM ours o JOIN dispatcher.flows f ON f.sender = o.address CROSS JOIN LATERAL (
     SELECT 1 FROM dispatcher.queue q
     WHERE ${addressOf('q')} = f.sender AND q.lane = f.lane AND ${flowOf('q')} = f.flow AND q.due_at <= now() AND q.claimed_by IS NULL
     ORDER BY q.due_at, q.seq LIMIT 1) found
   WHERE NOT EXISTS (SELECT 1 FROM dispatcher.holds h WHERE ${holdsFlow('h', 'f', 'o')})
   UNION
   SELECT f.sender FROM ours o JOIN dispatcher.flows f ON f.sender = o.address
   JOIN dispatcher.holds h ON ${holdsFlow('h', 'f', 'o')} CROSS JOIN LATERAL (
     SELECT 1 FROM dispatcher.queue q
     WHERE ${addressOf('q')} = f.sender AND q.lane = f.lane AND ${flowOf('q')} = f.flow AND q.due_at <= now() AND q.claimed_by IS NULL
       AND q.suppressed IS NOT NULL
     ORDER BY q.due_at, q.seq LIMIT 1) found
   ORDER BY sender`, // and the looks too, or the planner reads the whole table for an idle sender
);

/**
 * A statement of its own, before the claim and in its transaction: claims of a sender are one after another across
 * replicas, and the claim's snapshot is younger than the one before it. Then the account's row, in the same way; a
 * sender's is always locked first.
 */
export const lockPace = prepared(
  'claims.lock-pace',
  `SELECT extract(epoch FROM greatest(tat, held_until, '2000-01-01') - clock_timestamp())::float8 * 1000 AS "aheadMs"
   FROM dispatcher.pace WHERE sender = $1 FOR UPDATE`,
);

/** Share of the pace at a moment, as `factorAt` of libs/sms. */
export const factorAt = (at: string): string =>
  `least(1, rate_factor + ${FASTER_PER_S} * greatest(0,
     extract(epoch FROM ${at} - greatest(held_until, '2000-01-01'))::float8 - ${CLEAN_S}))`;

/** The carrier asked to slow down, as `slowDown` in `domain/throttle.ts`. $1 sender · $2 hold, ms */
export const hold = prepared(
  'claims.hold',
  `UPDATE dispatcher.pace SET
     rate_factor = CASE WHEN held_until > clock_timestamp() THEN rate_factor
       ELSE greatest(${LEAST_FACTOR}, ${factorAt('clock_timestamp()')} * ${SLOWER}) END,
     held_until = greatest(held_until, clock_timestamp() + greatest(${LEAST_HOLD_MS}, $2::float8) * interval '1 ms')
   WHERE sender = $1`,
);
