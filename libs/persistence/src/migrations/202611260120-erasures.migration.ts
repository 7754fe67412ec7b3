import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whom each service has forgotten, and until when. Batches hold a shared lock while they commit, an erasure an
 * exclusive one: it sees all that was committed before, and what comes after knows of it.
 */
export class CreateErasures1764120000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE messaging.erasures (
        service text NOT NULL,
        subject bytea NOT NULL CHECK (octet_length(subject) = 32),
        revision bigint NOT NULL,
        erased_at timestamptz NOT NULL,
        done_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (service, subject)
      );
      CREATE UNIQUE INDEX erasures_by_revision ON messaging.erasures (service, revision);
      COMMENT ON TABLE messaging.erasures IS 'Whom each service has forgotten: events until erased_at are dropped.';
      COMMENT ON COLUMN messaging.erasures.subject IS 'HMAC-SHA256 of the number under the pepper.';

      CREATE FUNCTION messaging.expect_erasures(of_service text, known bigint) RETURNS boolean LANGUAGE plpgsql AS $$
      DECLARE
        newest bigint;
      BEGIN
        IF known IS NULL THEN
          RETURN true;
        END IF;
        PERFORM pg_advisory_xact_lock_shared(hashtext('parley.erasures'), hashtext(of_service));
        SELECT max(revision) INTO newest FROM messaging.erasures WHERE service = of_service;
        IF coalesce(newest, 0) <> known THEN
          RAISE EXCEPTION 'ERASURES_MOVED_ON: somebody was forgotten meanwhile; load and decide again'
            USING ERRCODE = 'serialization_failure';
        END IF;
        RETURN true;
      END $$;

      CREATE FUNCTION messaging.note_erasures(of_service text, subjects bytea[], instants timestamptz[]) RETURNS void
      LANGUAGE plpgsql AS $$
      DECLARE
        newest bigint;
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('parley.erasures'), hashtext(of_service));
        SELECT coalesce(max(revision), 0) INTO newest FROM messaging.erasures WHERE service = of_service;
        INSERT INTO messaging.erasures AS known (service, subject, revision, erased_at)
        SELECT of_service, s.subject, newest + s.place, s.instant
        FROM unnest(subjects, instants) WITH ORDINALITY AS s (subject, instant, place)
        ON CONFLICT (service, subject) DO UPDATE SET revision = excluded.revision,
          erased_at = greatest(known.erased_at, excluded.erased_at), done_at = clock_timestamp();
      END $$;
    `);
  }

  /** Refuses while somebody is noted: a replay would bring back what was erased. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$
      BEGIN
        IF EXISTS (SELECT 1 FROM messaging.erasures) THEN
          RAISE EXCEPTION 'ERASURES_IN_USE: messaging.erasures says whom to forget also after a replay; keep it'
            USING ERRCODE = 'restrict_violation';
        END IF;
      END $$;
      DROP FUNCTION messaging.expect_erasures;
      DROP FUNCTION messaging.note_erasures;
      DROP TABLE messaging.erasures;
    `);
  }
}
