import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who came in by the console's own log-in. */
export class CreateSessions1764120600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE console.sign_in_links (
        hash bytea PRIMARY KEY,
        ends_at timestamptz NOT NULL
      );
      CREATE TABLE console.sessions (
        hash bytea PRIMARY KEY,
        who text NOT NULL,
        roles text[] NOT NULL,
        ends_at timestamptz NOT NULL
      );
      COMMENT ON TABLE console.sign_in_links IS 'Links that let in once, by the SHA-256 of what they hold; removed when they did.';
      COMMENT ON TABLE console.sessions IS 'Who is signed in at the console, by the SHA-256 of what their cookie holds.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE console.sign_in_links, console.sessions');
  }
}
