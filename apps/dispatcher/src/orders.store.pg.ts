import { Injectable } from '@nestjs/common';
import { atRest, Database, prepared, uuidArray, type Statement } from '@parley/persistence';
import type { CancelOrder } from './domain/cancel-order.js';
import { lanes } from './domain/queued-mt.js';
import { OrdersStore, type CampaignCancel, type ClosedMt, type Deferral } from './orders.store.js';

/**
 * As `callsBack` says it. What is suppressed is due at once and needs no slot; the claim settles it with its code.
 * $1 orders · $2 their subscribers, said once more, or a plan made while the queue was short walks a whole index.
 */
const cancel = prepared(
  'orders.cancel',
  `UPDATE dispatcher.queue q SET suppressed = 'CANCELLED', due_at = least(q.due_at, now())
   FROM json_to_recordset($1::json) AS o(subscriber text, "mtId" uuid, sender text, program text)
   WHERE q.subscriber = o.subscriber AND q.subscriber = ANY($2::text[]) AND q.lane > 0
     AND (o."mtId" IS NULL OR q.id = o."mtId") AND (o.sender IS NULL OR q.sender = o.sender)
     AND (o.program IS NULL OR q.program = o.program) AND q.claimed_by IS NULL AND q.suppressed IS NULL`,
);

const markCampaigns = prepared(
  'orders.mark-campaigns',
  `INSERT INTO dispatcher.cancelled_campaigns AS known (campaign, cancelled_at, by, why)
   SELECT DISTINCT ON (campaign) campaign, at, by, why
   FROM json_to_recordset($1::json) AS o(campaign text, at timestamptz, by text, why text)
   ORDER BY campaign, at DESC
   ON CONFLICT (campaign) DO UPDATE
     SET cancelled_at = excluded.cancelled_at, marked_at = clock_timestamp(), by = excluded.by, why = excluded.why,
       done_at = NULL
   WHERE known.cancelled_at < excluded.cancelled_at`,
);

const cancelling = prepared(
  'orders.cancelling',
  'SELECT campaign FROM dispatcher.cancelled_campaigns WHERE done_at IS NULL ORDER BY marked_at LIMIT 20',
);

/**
 * $1 campaign · $2 most. A campaign of which nothing waits any more is done, after a minute in which a batch that had
 * been decided before the mark can have come in.
 */
const callBack = prepared(
  'orders.call-back',
  `WITH waiting AS MATERIALIZED (
     SELECT q.id FROM dispatcher.cancelled_campaigns c JOIN dispatcher.queue q ON q.campaign = $1
     WHERE c.campaign = $1 AND c.done_at IS NULL AND q.suppressed IS NULL AND q.claimed_by IS NULL
       AND q.queued_at <= greatest(c.cancelled_at, c.marked_at)
     LIMIT $2 FOR UPDATE OF q SKIP LOCKED
   ), done AS (
     UPDATE dispatcher.cancelled_campaigns c SET done_at = clock_timestamp()
     WHERE c.campaign = $1 AND c.done_at IS NULL AND c.marked_at < clock_timestamp() - interval '1 minute'
       AND NOT EXISTS (SELECT 1 FROM dispatcher.queue q WHERE q.campaign = $1 AND q.suppressed IS NULL
         AND q.queued_at <= greatest(c.cancelled_at, c.marked_at))
   )
   UPDATE dispatcher.queue q SET suppressed = 'CANCELLED', due_at = least(q.due_at, now())
   FROM waiting WHERE q.id = waiting.id RETURNING q.id`,
);

const closed = prepared(
  'orders.closed',
  `SELECT id, subscriber, sender, number, lane, segments, encoding, attempt, zones, traceparent,
     conversation_id AS "conversationId", (extract(epoch FROM expires_at) * 1000)::float8 AS "expiresAtMs"
   FROM dispatcher.queue WHERE open_until <= now() AND claimed_by IS NULL AND suppressed IS NULL
   ORDER BY open_until LIMIT $1`,
);

/** $1 deferrals · $2 their ids. What was claimed meanwhile was open then, and goes. */
const defer = prepared(
  'orders.defer',
  `UPDATE dispatcher.queue q SET
     suppressed = CASE WHEN d."atMs" IS NULL THEN 'QUIET_HOURS' END,
     due_at = CASE WHEN d."atMs" IS NULL THEN least(q.due_at, now()) ELSE to_timestamp(d."atMs" / 1000) END,
     open_until = to_timestamp(d."untilMs" / 1000)
   FROM json_to_recordset($1::json) AS d(id uuid, "atMs" float8, "untilMs" float8)
   WHERE q.id = d.id AND q.id = ANY($2::uuid[]) AND q.claimed_by IS NULL AND q.suppressed IS NULL`,
);

@Injectable()
export class PgOrdersStore extends OrdersStore {
  constructor(private readonly database: Database) {
    super();
  }

  cancel(orders: readonly CancelOrder[]): readonly Statement[] {
    if (orders.length === 0) return [];
    const rows = atRest(this.database.rest, orders);
    const subscribers = [...new Set(rows.map(({ subscriber }) => subscriber))];
    return [cancel(JSON.stringify(rows), subscribers)];
  }

  cancelCampaigns(orders: readonly CampaignCancel[]): readonly Statement[] {
    return orders.length === 0 ? [] : [markCampaigns(JSON.stringify(orders))];
  }

  async callBackCampaigns(most: number): Promise<number> {
    let calledBack = 0;
    for (const { campaign } of await this.database.query<{ campaign: string }>(cancelling()))
      calledBack += (await this.database.query(callBack(campaign, most))).length;
    return calledBack;
  }

  async closed(most: number): Promise<ClosedMt[]> {
    const rows = await this.database.query<Omit<ClosedMt, 'lane'> & { lane: number }>(closed(most));
    return rows.map((row) => ({ ...row, number: row.number ?? undefined, lane: lanes[row.lane]! }));
  }

  defer(deferred: readonly Deferral[]): readonly Statement[] {
    if (deferred.length === 0) return [];
    return [defer(JSON.stringify(deferred), uuidArray(deferred.map(({ id }) => id)))];
  }
}
