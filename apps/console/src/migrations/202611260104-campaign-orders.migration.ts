import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who started, paused, resumed and cancelled campaigns, and why: a copy of the events that asked for it. */
export class CreateCampaignOrders1764119040000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE console.campaign_orders (
        event_id uuid PRIMARY KEY,
        campaign text NOT NULL,
        "order" text NOT NULL,
        by text,
        why text,
        at timestamptz NOT NULL
      );
      CREATE INDEX campaign_orders_by_name ON console.campaign_orders (campaign, at);
      COMMENT ON TABLE console.campaign_orders IS 'Who started, paused, resumed and cancelled campaigns, and why.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE console.campaign_orders');
  }
}
