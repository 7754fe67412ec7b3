import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each conversation's next turn has to know. */
export class CreateConversations1763600100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Every turn updates its row: room on the page and no second index keep those updates heap-only.
    await runner.query(`
      CREATE SCHEMA IF NOT EXISTS router;

      CREATE TABLE router.conversations (
        subscriber text NOT NULL,
        sender text NOT NULL,
        last_traceparent text,
        last_program text,
        last_fallback_at_ms bigint,
        turns integer NOT NULL,
        PRIMARY KEY (subscriber, sender)
      ) WITH (fillfactor = 80);
      COMMENT ON TABLE router.conversations IS 'Subscriber × sender: what the next turn has to know of the turns before.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA router CASCADE');
  }
}
