import { prepared } from '@parley/persistence';
import { claimed } from './claim.sql.pg.js';

/** Claims looked at in one go. */
const MOST_CLAIMS = 5_000;

/** What is `lost` is a claim again, of who has found it. */
const takenOver = `noted AS (
     INSERT INTO dispatcher.claims (claimed_by, ids, send_by)
     SELECT $1, array_agg(id), clock_timestamp() FROM lost HAVING count(*) > 0
   )
   UPDATE dispatcher.queue q SET claimed_by = $1, send_by = clock_timestamp()
   WHERE q.id = ANY((SELECT array_agg(id) FROM lost)::uuid[])
   RETURNING ${claimed}, 0::float8 AS "waitMs", 0::float8 AS "atMs", false AS "beyondDay",
     'none' AS "programState", 'none' AS "senderState"`;

/**
 * By the claims whose grace is over: the queue itself has no index of what is claimed, as then no claim of it would be a
 * HOT update, and walking it took 2.8 s for 2,000,000 texts. Written so that a plan of a small queue walks it neither.
 * Where as many are left as `$3`, their claims stay for the next time.
 * $1 claimer · $2 grace after the last moment to begin sending, ms · $3 most
 */
export const abandoned = prepared(
  'claims.abandoned',
  `WITH over AS MATERIALIZED (
     SELECT id, ids FROM dispatcher.claims WHERE send_by < clock_timestamp() - $2::float8 * interval '1 ms'
     ORDER BY id LIMIT ${MOST_CLAIMS} FOR UPDATE SKIP LOCKED
   ), lost AS MATERIALIZED (
     SELECT q.id FROM over CROSS JOIN LATERAL unnest(over.ids) AS i CROSS JOIN LATERAL (
       SELECT id FROM dispatcher.queue
       WHERE id = i AND claimed_by IS NOT NULL AND send_by < clock_timestamp() - $2::float8 * interval '1 ms'
       FOR UPDATE) q
     LIMIT $3
   ), done AS (
     DELETE FROM dispatcher.claims c USING over WHERE c.id = over.id AND (SELECT count(*) FROM lost) < $3
   ), ${takenOver}`,
);

/**
 * The same in the whole queue: what a release before this one claimed is noted nowhere. To go with the next.
 * $1, $2 and $3 as above
 */
export const abandonedBefore = prepared(
  'claims.abandoned-before',
  `WITH lost AS MATERIALIZED (
     SELECT id FROM dispatcher.queue
     WHERE claimed_by IS NOT NULL AND send_by < clock_timestamp() - $2::float8 * interval '1 ms'
     LIMIT $3 FOR UPDATE SKIP LOCKED
   ), ${takenOver}`,
);
