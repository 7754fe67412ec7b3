import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Queue (hot, small), history, consents as known here, pacing, orphans. */
export class CreateDispatcher1763600003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA IF NOT EXISTS dispatcher;

      CREATE TABLE dispatcher.queue (
        id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY,
        subscriber text NOT NULL,
        sender text NOT NULL,
        program text,
        lane smallint NOT NULL,
        purpose text NOT NULL,
        body text NOT NULL,
        segments smallint NOT NULL,
        encoding text NOT NULL,
        on_unknown text NOT NULL,
        in_reply_to uuid,
        campaign text,
        due_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        attempt smallint NOT NULL DEFAULT 0,
        suppressed text,
        claimed_by text,
        slot_at timestamptz,
        send_by timestamptz,
        conversation_id text NOT NULL,
        traceparent text NOT NULL,
        queued_at timestamptz NOT NULL
      ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);
      CREATE INDEX queue_by_turn ON dispatcher.queue (sender, lane, due_at, seq);
      CREATE INDEX queue_by_subscriber ON dispatcher.queue (subscriber, sender);
      COMMENT ON TABLE dispatcher.queue IS 'Texts that wait or are under way; claims touch no indexed column, so they are HOT updates.';
      COMMENT ON COLUMN dispatcher.queue.suppressed IS 'Set with an opt-out: the text will be refused, not sent.';
      COMMENT ON COLUMN dispatcher.queue.send_by IS 'The claim''s owner writes nothing to the carrier after this moment.';

      CREATE TABLE dispatcher.mt (
        id uuid PRIMARY KEY,
        subscriber text NOT NULL,
        sender text NOT NULL,
        program text,
        lane smallint NOT NULL,
        purpose text NOT NULL,
        body text NOT NULL,
        segments smallint NOT NULL,
        encoding text NOT NULL,
        in_reply_to uuid,
        campaign text,
        conversation_id text NOT NULL,
        traceparent text NOT NULL,
        attempt smallint NOT NULL,
        status text NOT NULL,
        status_rank smallint NOT NULL,
        code text,
        carrier text,
        carrier_message_id text,
        queued_at timestamptz NOT NULL,
        settled_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
      ) WITH (fillfactor = 70);
      CREATE INDEX mt_by_subscriber ON dispatcher.mt (subscriber, settled_at);
      COMMENT ON TABLE dispatcher.mt IS 'What became of every text: sent, refused, unknown, delivered.';

      CREATE TABLE dispatcher.consents (
        subscriber text NOT NULL,
        sender text NOT NULL,
        program text NOT NULL,
        state text NOT NULL,
        version bigint NOT NULL,
        PRIMARY KEY (subscriber, sender, program)
      ) WITH (fillfactor = 90);
      COMMENT ON TABLE dispatcher.consents IS 'Consents as known at the moment of sending; the ledger itself is in subscriptions.';

      CREATE TABLE dispatcher.pace (
        sender text PRIMARY KEY,
        tat timestamptz NOT NULL DEFAULT '-infinity',
        held_until timestamptz NOT NULL DEFAULT '-infinity'
      ) WITH (fillfactor = 50);
      COMMENT ON TABLE dispatcher.pace IS 'GCRA: the theoretical arrival time (tat) of each sender''s next segment.';

      CREATE TABLE dispatcher.orphan_receipts (
        event_id uuid PRIMARY KEY,
        carrier text NOT NULL,
        carrier_message_id text,
        mt_id uuid,
        status text NOT NULL,
        code text,
        at timestamptz NOT NULL,
        kept_at timestamptz NOT NULL DEFAULT now()
      );
      COMMENT ON TABLE dispatcher.orphan_receipts IS 'Receipts for texts that are not ours or not known.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA dispatcher CASCADE');
  }
}
