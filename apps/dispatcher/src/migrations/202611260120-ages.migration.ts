import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is old is found without reading all of a table. Rows lie nearly in the order of their time, so a BRIN is enough;
 * it costs a write next to nothing and keeps updates within their page (HOT).
 */
export class AddAges1764118800002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX mt_by_age ON dispatcher.mt USING brin (updated_at);
      CREATE INDEX orphan_receipts_by_age ON dispatcher.orphan_receipts USING brin (kept_at);
      CREATE INDEX carrier_messages_by_age ON dispatcher.carrier_messages USING brin (kept_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP INDEX dispatcher.mt_by_age, dispatcher.orphan_receipts_by_age, dispatcher.carrier_messages_by_age',
    );
  }
}
