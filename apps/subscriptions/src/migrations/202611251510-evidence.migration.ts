import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Room for the words of an entry: what was agreed to, and what answered. Older entries stay as they were hashed. */
export class KeepEvidence1763600251510 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE subscriptions.ledger ADD COLUMN disclosure text, ADD COLUMN shown text, ADD COLUMN shown_version text;
      COMMENT ON COLUMN subscriptions.ledger.text IS 'The MO, verbatim; of requests before 2026-11-25 the disclosure.';
      COMMENT ON COLUMN subscriptions.ledger.disclosure IS 'The words that were agreed to, verbatim.';
      COMMENT ON COLUMN subscriptions.ledger.shown IS 'The text that answered, verbatim.';

      CREATE TABLE subscriptions.preferences (
        subscriber text PRIMARY KEY,
        version integer NOT NULL,
        preferences jsonb NOT NULL
      ) WITH (fillfactor = 80);
      COMMENT ON TABLE subscriptions.preferences IS 'What a subscriber told of themselves: by name, the value and since when.';
      COMMENT ON COLUMN subscriptions.preferences.version IS 'Counts changes; who wrote from an older one decides again.';
    `);
  }

  /** Refuses while entries hold such words: they are proof. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$
      BEGIN
        IF EXISTS (SELECT 1 FROM subscriptions.ledger WHERE disclosure IS NOT NULL OR shown IS NOT NULL) THEN
          RAISE EXCEPTION 'LEDGER_APPEND_ONLY: the consent ledger holds evidence; export it before its columns are dropped'
            USING ERRCODE = 'restrict_violation';
        END IF;
      END $$;
      ALTER TABLE subscriptions.ledger DROP COLUMN disclosure, DROP COLUMN shown, DROP COLUMN shown_version;
      DROP TABLE subscriptions.preferences;
    `);
  }
}
