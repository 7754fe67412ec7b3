import { prepared } from '@parley/persistence';

export const insertDeliveries = prepared(
  'console.webhooks.insert',
  `INSERT INTO console.webhook_deliveries (endpoint, event_id, type, subscriber, traceparent, body)
   SELECT d.endpoint, d."eventId", d.type, d.subscriber, d.traceparent, d.body
   FROM ROWS FROM (json_to_recordset($1::json) AS (endpoint text, "eventId" uuid, type text, subscriber text,
     traceparent text, body text)) WITH ORDINALITY AS d(endpoint, "eventId", type, subscriber, traceparent, body, place)
   ORDER BY d.place
   ON CONFLICT (endpoint, event_id) DO NOTHING`,
);

/** $1 what there is room for, $2 the lease in s, $3 attempts after which a delivery no longer holds up later ones. */
export const claimDeliveries = prepared(
  'console.webhooks.claim',
  `WITH due AS MATERIALIZED (
     SELECT d.id, coalesce(e.failures, 0) AS failures, e.failing_since
     FROM json_to_recordset($1::json) AS r(endpoint text, most int, probes int)
     LEFT JOIN console.webhook_endpoints e ON e.endpoint = r.endpoint
     CROSS JOIN LATERAL (
       SELECT w.id FROM console.webhook_deliveries w
       WHERE w.endpoint = r.endpoint AND w.state = 'waiting' AND w.due_at <= now()
         AND NOT EXISTS (
           SELECT 1 FROM console.webhook_deliveries b
           WHERE b.endpoint = w.endpoint AND b.subscriber = w.subscriber AND b.state = 'waiting' AND b.id < w.id
             AND b.attempts < $3)
       ORDER BY w.due_at, w.id
       LIMIT CASE WHEN e.failing_since IS NULL THEN r.most ELSE r.probes END
       FOR UPDATE OF w SKIP LOCKED) d
     WHERE e.disabled_at IS NULL AND coalesce(e.rests_until, '-infinity') <= now())
   UPDATE console.webhook_deliveries w
   SET attempts = w.attempts + 1, due_at = now() + make_interval(secs => $2)
   FROM due WHERE w.id = due.id
   RETURNING w.id, w.endpoint, w.event_id AS "eventId", w.type, w.traceparent, w.body, w.attempts, due.failures,
     coalesce(extract(epoch FROM now() - due.failing_since), 0)::float AS "failingS"`,
);

/** A delivery that another process took over after the lease stays as that one left it. */
export const settleDeliveries = prepared(
  'console.webhooks.settle',
  `UPDATE console.webhook_deliveries w
   SET state = s.state, due_at = now() + make_interval(secs => s."delayS"), last_code = s.code, last_status = s.status,
     settled_at = CASE WHEN s.state = 'waiting' THEN NULL ELSE now() END
   FROM json_to_recordset($1::json) AS s(id bigint, attempts int, state text, "delayS" float, code text, status int)
   WHERE w.id = s.id AND w.state = 'waiting' AND w.attempts = s.attempts`,
);

export const standEndpoints = prepared(
  'console.webhooks.stand',
  `INSERT INTO console.webhook_endpoints AS e (endpoint, failures, failing_since, rests_until, disabled_at, last_code,
     last_at, delivered_at)
   SELECT s.endpoint, s.failures, CASE WHEN s.failures > 0 THEN now() END,
     now() + make_interval(secs => s."restS"), CASE WHEN s.disabled THEN now() END, s.code, now(),
     CASE WHEN s.well THEN now() END
   FROM json_to_recordset($1::json) AS s(endpoint text, failures int, "restS" float, disabled boolean, well boolean,
     code text)
   ORDER BY s.endpoint
   ON CONFLICT (endpoint) DO UPDATE SET failures = excluded.failures,
     failing_since = CASE WHEN excluded.failures > 0 THEN coalesce(e.failing_since, excluded.failing_since) END,
     rests_until = excluded.rests_until, disabled_at = coalesce(e.disabled_at, excluded.disabled_at),
     last_code = excluded.last_code, last_at = excluded.last_at,
     delivered_at = coalesce(excluded.delivered_at, e.delivered_at)
   RETURNING endpoint, disabled_at = now() AS "disabledNow"`,
);

export const backlogs = prepared(
  'console.webhooks.backlogs',
  `SELECT endpoint, coalesce(w.waiting, 0)::int AS waiting, coalesce(w.oldest, 0)::float AS "oldestS",
     e.disabled_at IS NOT NULL AS disabled
   FROM console.webhook_endpoints e
   FULL JOIN (SELECT endpoint, count(*) AS waiting, extract(epoch FROM now() - min(created_at)) AS oldest
     FROM console.webhook_deliveries WHERE state = 'waiting' GROUP BY endpoint) w USING (endpoint)`,
);
