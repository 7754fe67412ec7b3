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

type Row = Omit<CampaignOrder, 'by' | 'why' | 'at'> & { by: string | null; why: string | null; at: Date };

@Injectable()
export class PgCampaignOrdersStore extends CampaignOrdersStore {
  constructor(private readonly database: Database) {
    super();
  }

  save(orders: readonly CampaignOrder[]): readonly Statement[] {
    return orders.length === 0 ? [] : [keep(JSON.stringify(orders))];
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
