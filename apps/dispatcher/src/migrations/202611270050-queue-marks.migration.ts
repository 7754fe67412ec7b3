import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Words that wait are sealed, other bytes each time: repeats among them are counted by marks, as in dispatcher.mt. */
export class MarkQueuedTexts1764204600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dispatcher.queue ADD COLUMN text_mark integer;
      COMMENT ON COLUMN dispatcher.queue.text_mark IS 'By which repeats are counted: 32 bits of an HMAC of the text under the pepper. Null: queued by the release before; no repeat once it is settled.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE dispatcher.queue DROP COLUMN text_mark');
  }
}
