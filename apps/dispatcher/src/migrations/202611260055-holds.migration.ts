import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Senders and campaigns that are paused. */
export class AddHolds1764118500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dispatcher.holds (
        kind text NOT NULL CHECK (kind IN ('sender', 'campaign')),
        name text NOT NULL,
        held boolean NOT NULL,
        by text,
        why text,
        requested_at timestamptz NOT NULL,
        looked_at timestamptz NOT NULL DEFAULT '-infinity',
        PRIMARY KEY (kind, name)
      );
      CREATE INDEX holds_held ON dispatcher.holds (kind, name) WHERE held;
      COMMENT ON TABLE dispatcher.holds IS 'Senders and campaigns that were paused, and whether they still are: the order with the latest requested_at.';
      COMMENT ON COLUMN dispatcher.holds.looked_at IS 'When texts of it that expired while they waited were looked for.';

      CREATE INDEX queue_suppressed ON dispatcher.queue
        (sender, lane, (CASE WHEN lane < 2 THEN '' ELSE coalesce(campaign, '') END), due_at, seq)
        WHERE suppressed IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX dispatcher.queue_suppressed; DROP TABLE dispatcher.holds;');
  }
}
