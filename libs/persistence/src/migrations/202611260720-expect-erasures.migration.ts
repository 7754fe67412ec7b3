import type { MigrationInterface, QueryRunner } from 'typeorm';

const expectErasures = (variables: string, look: string): string => `
  CREATE OR REPLACE FUNCTION messaging.expect_erasures(of_service text, known bigint) RETURNS boolean LANGUAGE plpgsql AS $$
  DECLARE
    ${variables}newest bigint;
  BEGIN
    IF known IS NULL THEN
      RETURN true;
    END IF;
    ${look}
    IF coalesce(newest, 0) <> known THEN
      RAISE EXCEPTION 'ERASURES_MOVED_ON: somebody was forgotten meanwhile; load and decide again'
        USING ERRCODE = 'serialization_failure';
    END IF;
    RETURN true;
  END $$`;

/** Every batch asks who was forgotten: at the cost of one look at an index. */
export class LookAtNewestErasure1764141600001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      expectErasures(
        'locked text;\n    ',
        `-- An assignment, and no PERFORM: that would be a query of its own, with each batch.
    locked := pg_advisory_xact_lock_shared(hashtext('parley.erasures'), hashtext(of_service))::text;
    SELECT revision INTO newest FROM messaging.erasures WHERE service = of_service ORDER BY revision DESC LIMIT 1;`,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      expectErasures(
        '',
        `PERFORM pg_advisory_xact_lock_shared(hashtext('parley.erasures'), hashtext(of_service));
    SELECT max(revision) INTO newest FROM messaging.erasures WHERE service = of_service;`,
      ),
    );
  }
}
