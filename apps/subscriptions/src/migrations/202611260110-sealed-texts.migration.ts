import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Room for texts that are sealed under their person's key. Older entries keep theirs as they were hashed. */
export class SealTexts1764119400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE subscriptions.ledger ADD COLUMN sealed_text bytea;
      COMMENT ON COLUMN subscriptions.ledger.sealed_text IS 'The MO, sealed under the person''s key of vault.keys; the chain commits to these bytes.';
      COMMENT ON COLUMN subscriptions.ledger.text IS 'The MO, verbatim, of entries before texts were sealed; of requests before 2026-11-25 the disclosure.';
    `);
  }

  /** Refuses while entries hold such texts: they are proof. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$
      BEGIN
        IF EXISTS (SELECT 1 FROM subscriptions.ledger WHERE sealed_text IS NOT NULL) THEN
          RAISE EXCEPTION 'LEDGER_APPEND_ONLY: the consent ledger holds sealed texts; export it before its column is dropped'
            USING ERRCODE = 'restrict_violation';
        END IF;
      END $$;
      ALTER TABLE subscriptions.ledger DROP COLUMN sealed_text;
      COMMENT ON COLUMN subscriptions.ledger.text IS 'The MO, verbatim; of requests before 2026-11-25 the disclosure.';
    `);
  }
}
