import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Texts called back, unknowns and who resolved them, orphans that find their text, people given up, limits. */
export class AddOrders1764093000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX queue_by_campaign ON dispatcher.queue (campaign, due_at)
        WHERE campaign IS NOT NULL AND suppressed IS NULL;

      CREATE TABLE dispatcher.cancelled_campaigns (
        campaign text PRIMARY KEY,
        cancelled_at timestamptz NOT NULL,
        marked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        by text,
        why text,
        done_at timestamptz
      );
      COMMENT ON TABLE dispatcher.cancelled_campaigns IS 'Campaigns that go no further: what was asked for before cancelled_at is not sent.';
      COMMENT ON COLUMN dispatcher.cancelled_campaigns.done_at IS 'When nothing of it was waiting any more.';

      CREATE TABLE dispatcher.unknowns (
        mt_id uuid PRIMARY KEY,
        sender text NOT NULL,
        since timestamptz NOT NULL DEFAULT clock_timestamp(),
        surfaced_at timestamptz,
        resolved_at timestamptz,
        resolution text,
        by text,
        why text
      );
      CREATE INDEX unknowns_open ON dispatcher.unknowns (since) WHERE resolved_at IS NULL;
      COMMENT ON TABLE dispatcher.unknowns IS 'Texts whose outcome was unknown, and who said what became of them, and why.';
      COMMENT ON COLUMN dispatcher.unknowns.surfaced_at IS 'When no receipt had come in time and people were told.';
      INSERT INTO dispatcher.unknowns (mt_id, sender, since)
        SELECT id, sender, settled_at FROM dispatcher.mt WHERE status = 'unknown';

      ALTER TABLE dispatcher.orphan_receipts ADD COLUMN subscriber text, ADD COLUMN matched_at timestamptz;
      CREATE INDEX orphan_receipts_open ON dispatcher.orphan_receipts (kept_at) WHERE matched_at IS NULL;
      COMMENT ON COLUMN dispatcher.orphan_receipts.matched_at IS 'When the text that it is for was found.';
      CREATE INDEX mt_by_carrier_message ON dispatcher.mt (carrier_message_id) WHERE carrier_message_id IS NOT NULL;

      CREATE TABLE dispatcher.recipients (
        subscriber text PRIMARY KEY,
        failures smallint NOT NULL DEFAULT 0,
        last_code text,
        failed_at timestamptz,
        unreachable_since timestamptz,
        time_zone text,
        time_zone_version bigint
      ) WITH (fillfactor = 80);
      COMMENT ON TABLE dispatcher.recipients IS 'What is known of a person for sending: failures in a row, whether they are given up, their time zone.';

      ALTER TABLE dispatcher.queue ADD COLUMN open_until timestamptz, ADD COLUMN zones text;
      CREATE INDEX queue_by_closing ON dispatcher.queue (open_until) WHERE open_until IS NOT NULL;
      COMMENT ON COLUMN dispatcher.queue.open_until IS 'When the hours end in which it may go; nothing but marketing has it.';
      COMMENT ON COLUMN dispatcher.queue.zones IS 'With open_until: the time zones in all of which it must be open.';

      CREATE TABLE dispatcher.sent_days (
        subscriber text NOT NULL,
        program text NOT NULL,
        day date NOT NULL,
        texts smallint NOT NULL,
        PRIMARY KEY (subscriber, program, day)
      );
      COMMENT ON TABLE dispatcher.sent_days IS 'Texts queued under programs with a cap, by the person''s calendar day.';

      CREATE TABLE dispatcher.prefix_counts (
        sender text NOT NULL,
        prefix text NOT NULL,
        minute timestamptz NOT NULL,
        texts int NOT NULL,
        PRIMARY KEY (sender, prefix, minute)
      );
      COMMENT ON TABLE dispatcher.prefix_counts IS 'Texts of other services by prefix of the number, on senders with a limit; a day of them.';

      CREATE TABLE dispatcher.repeats (
        subscriber text NOT NULL,
        sender text NOT NULL,
        text_hash text NOT NULL,
        at timestamptz NOT NULL,
        mt_id uuid PRIMARY KEY
      );
      CREATE INDEX repeats_by_text ON dispatcher.repeats (subscriber, sender, text_hash, at);

      CREATE TABLE dispatcher.campaigns (
        id uuid PRIMARY KEY,
        campaign text NOT NULL,
        sender text NOT NULL,
        program text NOT NULL,
        body text NOT NULL,
        subscribers text[],
        send_after timestamptz,
        expires_at timestamptz,
        by text,
        requested_at timestamptz NOT NULL,
        chunk int NOT NULL DEFAULT 0,
        reached_to text NOT NULL DEFAULT '',
        queued int NOT NULL DEFAULT 0,
        refused int NOT NULL DEFAULT 0,
        taken_by text,
        taken_until timestamptz NOT NULL DEFAULT '-infinity',
        ended_at timestamptz,
        outcome text
      );
      CREATE INDEX campaigns_open ON dispatcher.campaigns (taken_until) WHERE ended_at IS NULL;
      CREATE TABLE dispatcher.campaign_chunks (
        id uuid NOT NULL REFERENCES dispatcher.campaigns,
        chunk int NOT NULL,
        PRIMARY KEY (id, chunk)
      );
      CREATE INDEX consents_by_program ON dispatcher.consents (sender, program, subscriber) WHERE state = 'in';
      COMMENT ON TABLE dispatcher.campaigns IS 'Campaigns given by one event: how far each has come through its people.';
      COMMENT ON COLUMN dispatcher.campaigns.reached_to IS 'The last number that had its turn; members are taken in the order of their numbers.';
      COMMENT ON TABLE dispatcher.campaign_chunks IS 'The key lets one transaction have a chunk: a replica that was slow fails on it.';

      COMMENT ON TABLE dispatcher.repeats IS 'What other services sent lately on senders with a loop guard; a day of it.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE dispatcher.cancelled_campaigns, dispatcher.unknowns, dispatcher.recipients, dispatcher.sent_days, dispatcher.prefix_counts, dispatcher.repeats, dispatcher.campaign_chunks, dispatcher.campaigns;
      DROP INDEX dispatcher.consents_by_program;
      DROP INDEX dispatcher.mt_by_carrier_message;
      ALTER TABLE dispatcher.orphan_receipts DROP COLUMN subscriber, DROP COLUMN matched_at;
      ALTER TABLE dispatcher.queue DROP COLUMN open_until, DROP COLUMN zones;
      DROP INDEX dispatcher.queue_by_campaign;
    `);
  }
}
