import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who changed what by the console, and what was refused them. */
export class CreateAudit1764118200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE console.audit (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT now(),
        who text NOT NULL,
        roles text[] NOT NULL,
        action text NOT NULL,
        target text,
        outcome text NOT NULL CHECK (outcome IN ('ok', 'refused')),
        code text
      );
      CREATE INDEX audit_by_time ON console.audit (at);
      CREATE INDEX audit_by_who ON console.audit (who, id);
      COMMENT ON TABLE console.audit IS 'Every change that was asked for at the console, done or refused. Append-only; no numbers, no texts.';
      COMMENT ON COLUMN console.audit.target IS 'A conversation, a sender, a record''s place …: what it was done to, never a number.';

      CREATE FUNCTION console.refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'AUDIT_APPEND_ONLY: entries of the audit log are never changed or removed'
          USING ERRCODE = 'restrict_violation';
      END $$;
      CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON console.audit
        FOR EACH STATEMENT EXECUTE FUNCTION console.refuse_audit_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE console.audit; DROP FUNCTION console.refuse_audit_change()');
  }
}
