import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Room for texts that rest sealed under their person's key. Older ones stay as they are until they are forgotten. */
export class SealTexts1764203400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dispatcher.mt ADD COLUMN sealed_body bytea, ADD COLUMN text_mark integer;
      COMMENT ON COLUMN dispatcher.mt.body IS 'Empty where it is sealed, or was forgotten; of texts before they were sealed the text.';
      COMMENT ON COLUMN dispatcher.mt.sealed_body IS 'The text, sealed under the person''s key of vault.keys.';
      COMMENT ON COLUMN dispatcher.mt.text_mark IS 'By which repeats are counted: 32 bits of an HMAC of the text under the pepper.';
    `);
  }

  /** Sealed texts stay without their words, as forgotten ones do. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dispatcher.mt DROP COLUMN sealed_body, DROP COLUMN text_mark;
      COMMENT ON COLUMN dispatcher.mt.body IS NULL;
    `);
  }
}
