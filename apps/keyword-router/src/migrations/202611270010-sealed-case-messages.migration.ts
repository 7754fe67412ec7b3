import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Room for messages that are sealed under their person's key. Older ones stay as they are until they are forgotten. */
export class SealCaseMessages1764202200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE router.case_messages ADD COLUMN sealed_body bytea, ALTER COLUMN body DROP NOT NULL;
      COMMENT ON COLUMN router.case_messages.body IS 'Of messages before they were sealed.';
      COMMENT ON COLUMN router.case_messages.sealed_body IS 'The text, sealed under the person''s key of vault.keys.';
    `);
  }

  /** Sealed messages go: without the column nobody could read them. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM router.case_messages WHERE body IS NULL;
      ALTER TABLE router.case_messages DROP COLUMN sealed_body, ALTER COLUMN body SET NOT NULL;
      COMMENT ON COLUMN router.case_messages.body IS NULL;
    `);
  }
}
