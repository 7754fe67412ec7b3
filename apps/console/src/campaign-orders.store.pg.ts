import { Injectable } from '@nestjs/common';
import { Database, prepared, type Statement } from '@parley/persistence';
import { CampaignOrdersStore, type CampaignOrder } from './campaign-orders.store.js';

const keep = prepared(
  'console.campaign-orders.keep',
  `INSERT INTO console.campaign_orders (event_id, campaign, "order", by, why, at)
   SELECT "eventId", campaign, "order", by, why, at
   FROM json_to_recordset($1::json) AS o("eventId" uuid, campaign text, "order" text, by text, why text, at timestamptz)
   ON CONFLICT (event_id) DO NOTHING`,
);

const ofCampaign = prepared(
  'console.campaign-orders.of',
  `SELECT event_id AS "eventId", campaign, "order", by, why, at FROM console.campaign_orders
   WHERE campaign = $1 ORDER BY at, event_id`,
);

const take = prepared(
  'console.campaign-orders.take',
  `INSERT INTO console.campaign_orders (event_id, campaign, "order", by, why, at) VALUES ($1, $2, $3, $4, $5, $6)
   ON CONFLICT (event_id) DO NOTHING RETURNING event_id`,
);

const giveBack = prepared(
  'console.campaign-orders.give-back',
  'DELETE FROM console.campaign_orders WHERE event_id = $1',
);

type Row = Omit<CampaignOrder, 'by' | 'why' | 'at'> & { by: string | null; why: string | null; at: Date };

@Injectable()
export class PgCampaignOrdersStore extends CampaignOrdersStore {
  constructor(private readonly database: Database) {
    super();
  }

  save(orders: readonly CampaignOrder[]): readonly Statement[] {
    return orders.length === 0 ? [] : [keep(JSON.stringify(orders))];
  }

  async take({ eventId, campaign, order, by, why, at }: CampaignOrder): Promise<boolean> {
    const taken = await this.database.query(take(eventId, campaign, order, by ?? null, why ?? null, at));
    return taken.length === 1;
  }

  async giveBack(eventId: string): Promise<void> {
    await this.database.commit([giveBack(eventId)]);
  }

  async of(campaign: string): Promise<CampaignOrder[]> {
    const rows = await this.database.query<Row>(ofCampaign(campaign));
    return rows.map(({ by, why, at, ...row }) => ({
      ...row,
      ...(by !== null && { by }),
      ...(why !== null && { why }),
      at: at.toISOString(),
    }));
  }
}
