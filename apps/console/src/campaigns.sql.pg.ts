import { prepared } from '@parley/persistence';

/** $1 a name, or null · $2 most */
export const campaigns = prepared(
  'console.campaigns',
  `SELECT c.id, c.campaign, c.sender, c.program, c.body AS text, cardinality(c.subscribers) AS listed,
     c.send_after AS "sendAfter", c.expires_at AS "expiresAt", c.by, c.requested_at AS "requestedAt",
     c.queued, c.refused, c.ended_at AS "endedAt",
     CASE
       WHEN k.campaign IS NOT NULL THEN 'cancelled'
       WHEN c.outcome IS NOT NULL THEN c.outcome
       WHEN h.name IS NOT NULL THEN 'paused'
       WHEN c.send_after > now() THEN 'waits'
       ELSE 'running' END AS state,
     h.name IS NOT NULL AS held,
     EXISTS (SELECT 1 FROM dispatcher.holds s WHERE s.kind = 'sender' AND s.name = c.sender AND s.held) AS "senderPaused",
     CASE
       WHEN c.outcome = 'done' THEN 0
       WHEN c.subscribers IS NOT NULL THEN
         (SELECT count(DISTINCT s) FROM unnest(c.subscribers) s WHERE s COLLATE "C" > c.reached_to)
       ELSE (SELECT count(*) FROM dispatcher.consents m WHERE m.sender = c.sender AND m.program = c.program
         AND m.state = 'in' AND m.subscriber > c.reached_to) END AS "left"
   FROM dispatcher.campaigns c
   LEFT JOIN dispatcher.cancelled_campaigns k ON k.campaign = c.campaign AND k.cancelled_at >= c.requested_at
   LEFT JOIN dispatcher.holds h ON h.kind = 'campaign' AND h.name = c.campaign AND h.held
   WHERE $1::text IS NULL OR c.campaign = $1
   ORDER BY c.requested_at DESC, c.id LIMIT $2`,
);

/**
 * $1 ids. A name may be used again: a run's texts are those from its request to the next run's. The first run has what
 * was before it too, as clocks differ.
 */
export const texts = prepared(
  'console.campaigns.texts',
  `WITH runs AS MATERIALIZED (
     SELECT c.id, c.campaign,
       CASE WHEN EXISTS (SELECT 1 FROM dispatcher.campaigns b WHERE b.campaign = c.campaign
         AND b.requested_at < c.requested_at) THEN c.requested_at ELSE '-infinity' END AS since,
       coalesce((SELECT min(n.requested_at) FROM dispatcher.campaigns n WHERE n.campaign = c.campaign
         AND n.requested_at > c.requested_at), 'infinity') AS until
     FROM dispatcher.campaigns c WHERE c.id = ANY($1::uuid[])
   )
   SELECT r.id, t.status, t.code, t.texts FROM runs r CROSS JOIN LATERAL (
     SELECT m.status, CASE WHEN m.status IN ('submitted', 'sent', 'delivered') THEN NULL ELSE m.code END AS code,
       count(*) AS texts
     FROM dispatcher.mt m WHERE m.campaign = r.campaign AND m.queued_at >= r.since AND m.queued_at < r.until
     GROUP BY 1, 2
     UNION ALL
     SELECT CASE WHEN q.suppressed IS NOT NULL THEN 'calledBack' WHEN q.due_at > now() THEN 'deferred' ELSE 'waiting' END,
       NULL, count(*)
     FROM dispatcher.queue q WHERE q.campaign = r.campaign AND q.queued_at >= r.since AND q.queued_at < r.until
     GROUP BY 1) t
   ORDER BY r.id, t.texts DESC, t.status, t.code`,
);

export const members = prepared(
  'console.campaigns.members',
  `SELECT sender, program, count(*) AS people FROM dispatcher.consents WHERE state = 'in' GROUP BY sender, program`,
);

/** $1 sender · $2 program · $3 the number before, as it rests · $4 most */
export const memberNumbers = prepared(
  'console.campaigns.member-numbers',
  `SELECT subscriber AS number FROM dispatcher.consents
   WHERE sender = $1 AND program = $2 AND state = 'in' AND subscriber > $3 ORDER BY subscriber LIMIT $4`,
);

/** $1 sender · $2 program · $3 numbers, as they rest */
export const standings = prepared(
  'console.campaigns.standings',
  `SELECT n AS number, coalesce(c.state, 'none') AS state
   FROM unnest($3::text[]) n
   LEFT JOIN dispatcher.consents c ON c.subscriber = n AND c.sender = $1 AND c.program = $2`,
);
