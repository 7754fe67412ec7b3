import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The consent ledger, which only grows, and the projection that is read instead of it. */
export class CreateConsents1763600200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA IF NOT EXISTS subscriptions;

      CREATE TABLE subscriptions.ledger (
        subscriber text NOT NULL,
        version integer NOT NULL CHECK (version > 0),
        sender text NOT NULL,
        program text NOT NULL,
        "from" text NOT NULL CHECK ("from" IN ('none', 'pending', 'in', 'out')),
        "to" text NOT NULL CHECK ("to" IN ('none', 'pending', 'in', 'out')),
        rule text NOT NULL,
        source text NOT NULL,
        cause_id uuid NOT NULL,
        text text,
        matched_rule text,
        disclosure_version text,
        received_at timestamptz NOT NULL,
        honoured_at timestamptz NOT NULL,
        expires_at timestamptz,
        prev_hash bytea NOT NULL CHECK (octet_length(prev_hash) = 32),
        hash bytea NOT NULL CHECK (octet_length(hash) = 32),
        PRIMARY KEY (subscriber, version)
      );
      COMMENT ON TABLE subscriptions.ledger IS 'Every change of consent with its evidence, hash-chained per subscriber. Append-only.';

      CREATE FUNCTION subscriptions.refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'LEDGER_APPEND_ONLY: entries of the consent ledger are never changed or removed; append a new one'
          USING ERRCODE = 'restrict_violation';
      END $$;
      CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON subscriptions.ledger
        FOR EACH STATEMENT EXECUTE FUNCTION subscriptions.refuse_ledger_change();

      CREATE TABLE subscriptions.consents (
        subscriber text PRIMARY KEY,
        version integer NOT NULL,
        revision integer NOT NULL,
        state jsonb NOT NULL,
        head bytea NOT NULL CHECK (octet_length(head) = 32)
      ) WITH (fillfactor = 80);
      COMMENT ON TABLE subscriptions.consents IS 'The state that follows from a subscriber''s ledger, and the hash of its newest entry.';
      COMMENT ON COLUMN subscriptions.consents.revision IS 'Counts writes; who wrote from an older one decides again.';

      CREATE FUNCTION subscriptions.expect_saved(expected bigint, saved bigint) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        IF saved <> expected THEN
          RAISE EXCEPTION 'CONSENT_MOVED_ON: % of % states were changed by somebody else meanwhile; load and decide again',
            expected - saved, expected USING ERRCODE = 'serialization_failure';
        END IF;
      END $$;
    `);
  }

  /** Refuses while the ledger holds entries: they are proof, and a rollback of code does not need them gone. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$
      BEGIN
        IF EXISTS (SELECT 1 FROM subscriptions.ledger) THEN
          RAISE EXCEPTION 'LEDGER_APPEND_ONLY: the consent ledger holds entries; export them before the schema is dropped'
            USING ERRCODE = 'restrict_violation';
        END IF;
      END $$;
      DROP SCHEMA subscriptions CASCADE;
    `);
  }
}
