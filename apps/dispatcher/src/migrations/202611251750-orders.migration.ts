import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Texts that are called back, unknowns with what people said of them, and orphans that find their text. */
export class AddOrders1764093000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX queue_by_campaign ON dispatcher.queue (campaign) WHERE campaign IS NOT NULL AND suppressed IS NULL;

      CREATE TABLE dispatcher.cancelled_campaigns (
        campaign text PRIMARY KEY,
        cancelled_at timestamptz NOT NULL,
        marked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        by text,
        why text,
        done_at timestamptz
      );
      COMMENT ON TABLE dispatcher.cancelled_campaigns IS 'Campaigns that go no further: what was asked for before cancelled_at is not sent.';
      COMMENT ON COLUMN dispatcher.cancelled_campaigns.done_at IS 'When nothing of it was waiting any more.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE dispatcher.cancelled_campaigns;
      DROP INDEX dispatcher.queue_by_campaign;
    `);
  }
}
