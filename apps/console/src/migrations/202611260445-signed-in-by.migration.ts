import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who signed in by an identity provider. */
export class AddSignedInBy1764132300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE console.sessions
        ADD COLUMN begun_at timestamptz NOT NULL DEFAULT now(),
        ADD COLUMN issuer text,
        ADD COLUMN subject text,
        ADD COLUMN id_token bytea,
        ADD CHECK ((issuer IS NULL) = (subject IS NULL));
      CREATE INDEX sessions_by_subject ON console.sessions (subject, issuer) WHERE subject IS NOT NULL;
      COMMENT ON COLUMN console.sessions.issuer IS 'The identity provider that said who it is; NULL: the link of the first start.';
      COMMENT ON COLUMN console.sessions.subject IS 'Whom the identity provider named.';
      COMMENT ON COLUMN console.sessions.id_token IS 'What the provider is shown at signing out, sealed under what the cookie holds.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE console.sessions DROP COLUMN begun_at, DROP COLUMN issuer, DROP COLUMN subject, DROP COLUMN id_token
    `);
  }
}
