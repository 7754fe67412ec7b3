import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the fallback text was last said, where it is this service that knows whether it is. */
export class KeepFallbacks1763600251750 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE subscriptions.fallbacks (
        subscriber text NOT NULL,
        sender text NOT NULL,
        said_at_ms bigint NOT NULL,
        PRIMARY KEY (subscriber, sender)
      ) WITH (fillfactor = 80);
      COMMENT ON TABLE subscriptions.fallbacks IS 'When a sender''s fallback text was last said to somebody whom no program asked anything: once in 24 h.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE subscriptions.fallbacks');
  }
}
