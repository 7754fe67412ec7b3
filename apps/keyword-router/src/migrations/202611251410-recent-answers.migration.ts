import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the loop guard has to know: the answers of the last minutes, as one short text. */
export class AddRecentAnswers1764079800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE router.conversations ADD COLUMN IF NOT EXISTS recent_answers text;
      COMMENT ON COLUMN router.conversations.recent_answers IS 'Hashes and times of the answers of the last 5 minutes: what was sent 20 times stops.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE router.conversations DROP COLUMN recent_answers');
  }
}
