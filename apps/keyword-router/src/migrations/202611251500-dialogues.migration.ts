import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Flows and cases that conversations are in the middle of, coupons, and what other services told of subscribers. */
export class CreateDialogues1764082800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE router.dialogues (
        subscriber text NOT NULL,
        sender text NOT NULL,
        revision integer NOT NULL,
        active boolean NOT NULL,
        wake_at timestamptz,
        state text NOT NULL,
        PRIMARY KEY (subscriber, sender)
      ) WITH (fillfactor = 80);
      CREATE INDEX dialogues_due ON router.dialogues (wake_at) WHERE wake_at IS NOT NULL;
      COMMENT ON TABLE router.dialogues IS 'What conversations are in the middle of: a flow''s run, those in line, a case; JSON.';
      COMMENT ON COLUMN router.dialogues.revision IS 'Counts writes; who wrote from an older one decides again.';
      COMMENT ON COLUMN router.dialogues.active IS 'Whether a text may mean something else here: a flow, a case, an opt-in that waits.';
      COMMENT ON COLUMN router.dialogues.wake_at IS 'When its time comes; put off by a minute by whoever announces it.';

      CREATE TABLE router.consents (
        subscriber text NOT NULL,
        sender text NOT NULL,
        program text NOT NULL,
        state text NOT NULL,
        version integer NOT NULL,
        PRIMARY KEY (subscriber, sender, program)
      );
      COMMENT ON TABLE router.consents IS 'Consents as told by consent.changed, for what flows ask of them.';

      CREATE TABLE router.preferences (
        subscriber text NOT NULL,
        preference text NOT NULL,
        value jsonb,
        version integer NOT NULL,
        PRIMARY KEY (subscriber, preference)
      );
      COMMENT ON TABLE router.preferences IS 'Preferences as told by preference.changed, for what flows say and ask.';

      CREATE TABLE router.coupons (
        pool text NOT NULL,
        code text NOT NULL,
        place bigint GENERATED ALWAYS AS IDENTITY,
        run uuid,
        step text,
        subscriber text,
        given_at timestamptz,
        PRIMARY KEY (pool, code)
      );
      CREATE INDEX coupons_free ON router.coupons (pool, place) WHERE run IS NULL;
      CREATE UNIQUE INDEX coupons_given ON router.coupons (run, step) WHERE run IS NOT NULL;
      COMMENT ON TABLE router.coupons IS 'Codes of coupon pools; each is given to one step of one run of a flow.';

      CREATE TABLE router.cases (
        id uuid PRIMARY KEY,
        subscriber text NOT NULL,
        sender text NOT NULL,
        reason text NOT NULL,
        flow text,
        step text,
        opened_at timestamptz NOT NULL,
        closed_at timestamptz,
        closed_by text
      );
      CREATE INDEX cases_open ON router.cases (opened_at) WHERE closed_at IS NULL;
      COMMENT ON TABLE router.cases IS 'Conversations that people took over.';

      CREATE TABLE router.case_messages (
        case_id uuid NOT NULL,
        event_id uuid NOT NULL,
        said_by text NOT NULL,
        agent text,
        body text NOT NULL,
        said_at timestamptz NOT NULL,
        PRIMARY KEY (case_id, event_id)
      );
      COMMENT ON TABLE router.case_messages IS 'What was said in a case.';

      CREATE FUNCTION router.expect_saved(expected bigint, saved bigint) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        IF saved <> expected THEN
          RAISE EXCEPTION 'ROUTER_MOVED_ON: % of % rows were changed by somebody else meanwhile; load and decide again',
            expected - saved, expected USING ERRCODE = 'serialization_failure';
        END IF;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE router.dialogues, router.consents, router.preferences, router.coupons, router.cases, router.case_messages;
      DROP FUNCTION router.expect_saved;
    `);
  }
}
