import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a change was asked for. */
export class AddAuditWhy1764163800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE console.audit ADD COLUMN why text;
      COMMENT ON COLUMN console.audit.why IS 'What whoever asked gave as the reason; numbers masked.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE console.audit DROP COLUMN why');
  }
}
