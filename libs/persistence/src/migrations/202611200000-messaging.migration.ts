import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Inbox, outbox and parking lot of the one loop. */
export class CreateMessaging1763600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA IF NOT EXISTS messaging;

      CREATE TABLE messaging.inbox (
        consumer text NOT NULL,
        event_id uuid NOT NULL,
        seen_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (event_id, consumer)
      );
      CREATE INDEX inbox_seen_at ON messaging.inbox USING brin (seen_at);
      COMMENT ON TABLE messaging.inbox IS 'Which consumer has taken effect of which event; written in the effect''s own transaction.';

      CREATE TABLE messaging.outbox (
        id uuid PRIMARY KEY,
        source text NOT NULL,
        partition integer NOT NULL,
        records text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX outbox_by_source ON messaging.outbox (source, partition, created_at);
      COMMENT ON TABLE messaging.outbox IS 'Events of one batch, committed with it and not yet known to be published; one row per batch and source partition.';

      CREATE TABLE messaging.parked (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        consumer text NOT NULL,
        key text NOT NULL,
        partition integer NOT NULL,
        topic text NOT NULL,
        "offset" bigint NOT NULL,
        reason text NOT NULL,
        record json NOT NULL,
        released_at timestamptz,
        parked_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (consumer, topic, partition, "offset")
      );
      CREATE INDEX parked_by_consumer ON messaging.parked (consumer, partition, id);
      COMMENT ON TABLE messaging.parked IS 'Events of poisoned conversations, in order, until a person releases them.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA messaging CASCADE');
  }
}
