import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long people wait for answers, from their text to the carrier (`sms.reply.duration`). */
export class AddMoReceived1764163200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dispatcher.queue ADD COLUMN mo_received_at timestamptz;
      COMMENT ON COLUMN dispatcher.queue.mo_received_at IS 'When the text was received that it answers; null: it answers none, or nobody said.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE dispatcher.queue DROP COLUMN mo_received_at');
  }
}
