import { prepared } from '@parley/persistence';
import { CLEAN_S, FASTER_PER_S } from '@parley/sms';

const LANES = `(ARRAY['compliance', 'reply', 'transactional', 'bulk'])`;
const within = `s.at > now() - make_interval(secs => $1)`;

export const waiting = prepared(
  'console.operations.waiting',
  `SELECT sender, ${LANES}[lane + 1] AS lane, count(*) AS texts, sum(segments) AS segments,
     count(*) FILTER (WHERE due_at <= now()) AS due
   FROM dispatcher.queue WHERE suppressed IS NULL GROUP BY sender, lane ORDER BY sender, dispatcher.queue.lane`,
);

export const sent = prepared(
  'console.operations.sent',
  `SELECT s.sender, s.data->>'lane' AS lane, count(*) AS texts, sum((s.data->>'segments')::int) AS segments,
     percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM s.at - r.at) * 1000) AS "dwellP50",
     percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM s.at - r.at) * 1000) AS "dwellP95"
   FROM console.story s LEFT JOIN console.story r ON r.event_id = s.mt_id
   WHERE ${within} AND s.kind = 'status' AND s.data->>'status' = 'submitted'
   GROUP BY s.sender, s.data->>'lane'`,
);

/** As `factorAt` of libs/sms: what is stored is the share when the hold ends, and nobody writes how it rises. */
const RATE_NOW = `least(1, rate_factor + ${FASTER_PER_S} * greatest(0,
     extract(epoch FROM now() - greatest(held_until, '2000-01-01'))::float8 - ${CLEAN_S}))`;

export const paces = prepared(
  'console.operations.paces',
  `SELECT sender, ${RATE_NOW} AS "rateFactor", CASE WHEN held_until > now() THEN held_until END AS "heldUntil"
   FROM dispatcher.pace`,
);

/** As the dispatcher counts it for `sms.holds`; lanes before the third are not held with a campaign. */
const WAITS = `(EXISTS (SELECT 1 FROM dispatcher.queue q WHERE q.campaign = h.name AND q.suppressed IS NULL AND q.lane >= 2)
       OR EXISTS (SELECT 1 FROM dispatcher.campaigns c WHERE c.campaign = h.name AND c.ended_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM dispatcher.cancelled_campaigns k
           WHERE k.campaign = c.campaign AND k.cancelled_at >= c.requested_at)))`;

export const holds = prepared(
  'console.operations.holds',
  `SELECT kind, name, by, why, requested_at AS since, kind = 'sender' OR ${WAITS} AS waits
   FROM dispatcher.holds h WHERE held ORDER BY kind, name`,
);

export const flow = prepared(
  'console.operations.flow',
  `SELECT count(*) FILTER (WHERE kind = 'mo') AS mos,
     count(*) FILTER (WHERE data->>'status' = 'submitted') AS mts,
     count(*) FILTER (WHERE data->>'status' = 'delivered') AS delivered,
     count(*) FILTER (WHERE data->>'status' IN ('refused', 'suppressed', 'expired', 'rejected', 'undelivered')) AS failed,
     count(DISTINCT conversation_id) AS conversations
   FROM console.story s WHERE ${within} AND kind IN ('mo', 'status')`,
);

export const reasons = prepared(
  'console.operations.reasons',
  `SELECT coalesce(data->>'code', data->>'status') AS code, count(*) AS texts FROM console.story s
   WHERE ${within} AND kind = 'status'
     AND data->>'status' IN ('refused', 'suppressed', 'expired', 'rejected', 'undelivered', 'unknown')
   GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT $2`,
);

export const minutes = prepared(
  'console.operations.minutes',
  `SELECT m.at, count(s.*) FILTER (WHERE s.kind = 'mo') AS mos,
     count(s.*) FILTER (WHERE s.data->>'status' = 'submitted') AS mts
   FROM generate_series(date_trunc('minute', now()) - make_interval(mins => $1 - 1), date_trunc('minute', now()),
     interval '1 minute') AS m(at)
   LEFT JOIN console.story s ON s.at >= m.at AND s.at < m.at + interval '1 minute' AND s.kind IN ('mo', 'status')
   GROUP BY m.at ORDER BY m.at`,
);

const UNKNOWN = `FROM dispatcher.unknowns u JOIN dispatcher.mt m ON m.id = u.mt_id
  WHERE u.resolved_at IS NULL AND m.status = 'unknown'`;
const ORPHAN = `FROM dispatcher.orphan_receipts WHERE matched_at IS NULL`;
const OPEN_CASE = `FROM console.conversations WHERE case_id IS NOT NULL`;

export const troubles = prepared(
  'console.operations.troubles',
  `(SELECT 'case' AS kind, case_id::text AS id, subscriber, sender, last_text AS detail, case_at AS since,
      conversation_id AS "conversationId", sealed_last_text AS sealed ${OPEN_CASE} ORDER BY case_at LIMIT $1)
   UNION ALL
   (SELECT 'unknown', u.mt_id::text, m.subscriber, m.sender, concat_ws(' ', m.carrier, m.code), u.since,
      m.conversation_id, NULL ${UNKNOWN} ORDER BY u.since LIMIT $1)
   UNION ALL
   (SELECT 'parked', consumer || ' ' || min(id), key, NULL, (array_agg(reason ORDER BY id))[1] || ', events: ' || count(*),
      min(parked_at), NULL, NULL FROM messaging.parked WHERE released_at IS NULL GROUP BY consumer, key ORDER BY min(parked_at) LIMIT $1)
   UNION ALL
   (SELECT 'orphan', event_id::text, subscriber, NULL, concat_ws(' ', carrier, status, code), kept_at, NULL, NULL ${ORPHAN}
      ORDER BY kept_at DESC LIMIT $1)`,
);

export const troubleCounts = prepared(
  'console.operations.trouble-counts',
  `SELECT (SELECT count(*) ${OPEN_CASE}) AS "case", (SELECT count(*) ${UNKNOWN}) AS unknown,
     (SELECT count(*) ${ORPHAN}) AS orphan,
     (SELECT count(DISTINCT (consumer, key)) FROM messaging.parked WHERE released_at IS NULL) AS parked`,
);
