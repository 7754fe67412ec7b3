import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happened, by conversation: a copy of the events that the console shows. */
export class CreateStory1763600252200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA IF NOT EXISTS console;
      CREATE TABLE console.story (
        event_id uuid PRIMARY KEY,
        conversation_id text NOT NULL,
        subscriber text NOT NULL,
        sender text,
        kind text NOT NULL,
        at timestamptz NOT NULL,
        mt_id uuid,
        text text,
        trace_id text NOT NULL,
        data jsonb NOT NULL
      );
      CREATE INDEX story_by_conversation ON console.story (conversation_id, at);
      CREATE INDEX story_by_mt ON console.story (mt_id) WHERE mt_id IS NOT NULL;
      CREATE INDEX story_by_trace ON console.story (trace_id);
      CREATE INDEX story_by_time ON console.story (at);
      CREATE TABLE console.conversations (
        conversation_id text PRIMARY KEY,
        subscriber text NOT NULL,
        sender text NOT NULL,
        last_at timestamptz NOT NULL,
        last_text text,
        last_by text,
        last_text_at timestamptz NOT NULL DEFAULT '-infinity',
        keyword text,
        keyword_at timestamptz NOT NULL DEFAULT '-infinity',
        state text,
        state_at timestamptz NOT NULL DEFAULT '-infinity',
        case_id uuid,
        case_at timestamptz NOT NULL DEFAULT '-infinity'
      ) WITH (fillfactor = 80);
      CREATE INDEX conversations_by_time ON console.conversations (last_at);
      CREATE INDEX conversations_by_subscriber ON console.conversations (subscriber);
      COMMENT ON TABLE console.story IS 'What happened in conversations, an event a row: a copy for people to look at.';
      COMMENT ON TABLE console.conversations IS 'What is newest of each conversation; every part has the time it is of, as topics come in no order.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA console CASCADE');
  }
}
