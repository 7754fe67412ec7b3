import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By whom a text was tried, so that it comes again by another, or by nobody else (docs/adr/0019). */
export class AddLastCarrier1764108300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dispatcher.queue ADD COLUMN last_carrier text, ADD COLUMN maybe_taken boolean NOT NULL DEFAULT false;
      COMMENT ON COLUMN dispatcher.queue.last_carrier IS 'By whom it was tried last; null: by nobody yet.';
      COMMENT ON COLUMN dispatcher.queue.maybe_taken IS 'That carrier may have taken it: no other may have it (I3).';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE dispatcher.queue DROP COLUMN maybe_taken, DROP COLUMN last_carrier');
  }
}
