import { Injectable } from '@nestjs/common';
import { Database, prepared, type Statement } from '@parley/persistence';
import { standing, type Hold } from './domain/hold.js';
import { FIRST_LOW_LANE } from './domain/turns.js';
import { HoldsStore } from './holds.store.js';

/** As `standing` says it. */
const keep = prepared(
  'holds.keep',
  `INSERT INTO dispatcher.holds AS known (kind, name, held, by, why, requested_at)
   SELECT kind, name, held, by, why, at
   FROM json_to_recordset($1::json) AS h(kind text, name text, held boolean, by text, why text, at timestamptz)
   ORDER BY kind, name
   ON CONFLICT (kind, name) DO UPDATE SET held = excluded.held, by = excluded.by, why = excluded.why,
     requested_at = excluded.requested_at
   WHERE (known.requested_at, known.held) < (excluded.requested_at, excluded.held)`,
);

const toLookAt = prepared(
  'holds.to-look-at',
  `SELECT kind, name FROM dispatcher.holds WHERE held AND looked_at < clock_timestamp() - interval '1 minute'`,
);

const looked = prepared(
  'holds.looked',
  'UPDATE dispatcher.holds SET looked_at = clock_timestamp() WHERE kind = $1 AND name = $2',
);

/** $1 name, whose texts are found by `queue_by_flow`, and those of a pool by `queue_by_number` · $2 most. It leaves as what is suppressed does: due at once, without a slot, settled with this code. */
const endExpired = (kind: Hold['kind'], which: string) =>
  prepared(
    `holds.end-expired-${kind}`,
    `UPDATE dispatcher.queue q SET suppressed = 'EXPIRED', due_at = least(q.due_at, now())
     FROM (SELECT id FROM dispatcher.queue
       WHERE ${which} AND suppressed IS NULL AND claimed_by IS NULL AND expires_at <= now()
       LIMIT $2 FOR UPDATE SKIP LOCKED) gone
     WHERE q.id = gone.id RETURNING q.id`,
  );
const ends = {
  sender: endExpired(
    'sender',
    '(coalesce(number, sender) = $1 OR (number IS NOT NULL AND sender = $1)) AND lane > 0',
  ),
  campaign: endExpired('campaign', `campaign = $1 AND lane >= ${FIRST_LOW_LANE}`),
};

/** Something waits of a campaign while a text of it does, or a run of it that was not cancelled has people left. */
const count = prepared(
  'holds.count',
  `SELECT count(*) FILTER (WHERE kind = 'sender')::int AS senders,
     count(*) FILTER (WHERE kind = 'campaign' AND (
       EXISTS (SELECT 1 FROM dispatcher.queue q WHERE q.campaign = h.name AND q.suppressed IS NULL
         AND q.lane >= ${FIRST_LOW_LANE})
       OR EXISTS (SELECT 1 FROM dispatcher.campaigns c WHERE c.campaign = h.name AND c.ended_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM dispatcher.cancelled_campaigns k
           WHERE k.campaign = c.campaign AND k.cancelled_at >= c.requested_at))))::int AS campaigns
   FROM dispatcher.holds h WHERE held`,
);

@Injectable()
export class PgHoldsStore extends HoldsStore {
  constructor(private readonly database: Database) {
    super();
  }

  keep(orders: readonly Hold[]): readonly Statement[] {
    const stand = new Map<string, Hold>();
    for (const order of orders) {
      const place = `${order.kind} ${order.name}`;
      const before = stand.get(place);
      stand.set(place, before ? standing(before, order) : order);
    }
    return stand.size === 0 ? [] : [keep(JSON.stringify([...stand.values()]))];
  }

  async endExpired(most: number): Promise<number> {
    let ended = 0;
    for (const { kind, name } of await this.database.query<Pick<Hold, 'kind' | 'name'>>(toLookAt())) {
      const { length } = await this.database.query(ends[kind](name, most));
      if (length < most) await this.database.query(looked(kind, name));
      ended += length;
    }
    return ended;
  }

  async count(): Promise<{ senders: number; campaigns: number }> {
    const [row] = await this.database.query<{ senders: number; campaigns: number }>(count());
    return row!;
  }
}
