import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What pacing remembers beyond the next free moment, and campaigns that share a lane. The index by turn gives way to
 * one by campaign in the same step: a claim of the release before reads a lane's whole backlog until it is replaced.
 */
export class PaceHierarchy1764093600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dispatcher.pace ADD COLUMN last_slot timestamptz, ADD COLUMN transactional_old_until timestamptz,
        ADD COLUMN bulk_old_until timestamptz, ADD COLUMN rate_factor float8 NOT NULL DEFAULT 1,
        ADD COLUMN day date, ADD COLUMN day_segments int NOT NULL DEFAULT 0;
      COMMENT ON COLUMN dispatcher.pace.day IS 'With a cap per day: the day whose segments are in day_segments.';
      COMMENT ON COLUMN dispatcher.pace.rate_factor IS 'Share of the pace that a carrier that asked to slow down left, when held_until has come; it rises again 10 s later.';
      COMMENT ON COLUMN dispatcher.pace.last_slot IS 'The slot given last: free again if its text goes back unsent and nothing was given after it.';
      COMMENT ON COLUMN dispatcher.pace.bulk_old_until IS 'Until when bulk texts that grew old had their share before replies.';

      COMMENT ON TABLE dispatcher.pace IS 'GCRA: the theoretical arrival time (tat) of the next segment of each sender, and of each carrier account that has a pace.';

      CREATE TABLE dispatcher.flows (
        sender text NOT NULL,
        lane smallint NOT NULL,
        flow text NOT NULL,
        start float8 NOT NULL DEFAULT 0,
        served float8 NOT NULL DEFAULT 0,
        PRIMARY KEY (sender, lane, flow)
      ) WITH (fillfactor = 50);
      COMMENT ON TABLE dispatcher.flows IS 'Campaigns that have something queued, by sender and lane; the empty one is what has no campaign.';
      COMMENT ON COLUMN dispatcher.flows.start IS 'Start-time fair queueing: the virtual time (segments) at which its next text starts at the earliest.';
      INSERT INTO dispatcher.flows (sender, lane, flow) SELECT sender, lane, '' FROM dispatcher.pace, generate_series(0, 3) lane;

      CREATE INDEX queue_by_flow ON dispatcher.queue
        (sender, lane, (CASE WHEN lane < 2 THEN '' ELSE coalesce(campaign, '') END), due_at, seq);
      DROP INDEX dispatcher.queue_by_turn;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX queue_by_turn ON dispatcher.queue (sender, lane, due_at, seq);
      DROP INDEX dispatcher.queue_by_flow;
      DROP TABLE dispatcher.flows;
      ALTER TABLE dispatcher.pace DROP COLUMN last_slot, DROP COLUMN transactional_old_until, DROP COLUMN bulk_old_until,
        DROP COLUMN rate_factor, DROP COLUMN day, DROP COLUMN day_segments;
    `);
  }
}
