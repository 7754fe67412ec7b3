import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Slots whose texts may be late for long keep others away (docs/adr/0017). */
export class AddRelaxedSlots1764106200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dispatcher.pace ADD COLUMN relaxed_until timestamptz;
      COMMENT ON COLUMN dispatcher.pace.relaxed_until IS 'No slot that is not relaxed lies before it: texts of relaxed ones may still be on their way.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE dispatcher.pace DROP COLUMN relaxed_until');
  }
}
