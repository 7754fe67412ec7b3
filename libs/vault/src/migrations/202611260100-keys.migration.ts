import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A key per person, in a schema of its own, so that its backups can be kept for less long than all others. */
export class CreateKeys1764118800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA IF NOT EXISTS vault;
      CREATE TABLE vault.keys (
        subject bytea PRIMARY KEY CHECK (octet_length(subject) = 32),
        wrapped text,
        created_at timestamptz NOT NULL DEFAULT now(),
        erased_at timestamptz,
        CHECK (wrapped IS NOT NULL OR erased_at IS NOT NULL)
      );
      COMMENT ON TABLE vault.keys IS 'The key of each person''s texts, wrapped; keep backups of it for less long than of the rest.';
      COMMENT ON COLUMN vault.keys.subject IS 'HMAC-SHA256 of the number under the pepper.';
      COMMENT ON COLUMN vault.keys.wrapped IS 'Null: destroyed; what was sealed under it stays so.';
      COMMENT ON COLUMN vault.keys.erased_at IS 'When a key of this person''s was destroyed last.';

      CREATE FUNCTION vault.expect_kept(expected bigint, kept bigint) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        IF kept <> expected THEN
          RAISE EXCEPTION 'KEYS_MOVED_ON: % of % people have got another key meanwhile; load and seal again',
            expected - kept, expected USING ERRCODE = 'serialization_failure';
        END IF;
      END $$;
    `);
  }

  /** Refuses while there are keys: without them texts of the ledger stay sealed. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$
      BEGIN
        IF EXISTS (SELECT 1 FROM vault.keys) THEN
          RAISE EXCEPTION 'KEYS_IN_USE: people''s keys are in vault.keys; keep them while the ledger is kept'
            USING ERRCODE = 'restrict_violation';
        END IF;
      END $$;
      DROP SCHEMA vault CASCADE;
    `);
  }
}
