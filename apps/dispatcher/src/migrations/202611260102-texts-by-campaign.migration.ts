import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of a campaign's texts is counted while it runs; without the status, so that receipts stay HOT updates. */
export class IndexTextsByCampaign1764118920000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX mt_by_campaign ON dispatcher.mt (campaign, queued_at) WHERE campaign IS NOT NULL;
      CREATE INDEX campaigns_by_name ON dispatcher.campaigns (campaign, requested_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX dispatcher.campaigns_by_name, dispatcher.mt_by_campaign');
  }
}
