import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What pacing remembers beyond the next free moment. */
export class PaceHierarchy1764093600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dispatcher.pace ADD COLUMN last_slot timestamptz;
      COMMENT ON COLUMN dispatcher.pace.last_slot IS 'The slot given last: free again if its text goes back unsent and nothing was given after it.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE dispatcher.pace DROP COLUMN last_slot');
  }
}
