import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The number of a pool that a text leaves from, and whose numbers people know (docs/adr/0020). Claims go by the number;
 * a claim of the release before reads a lane's whole backlog until it is replaced.
 */
export class AddPools1764118800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dispatcher.queue ADD COLUMN number text;
      ALTER TABLE dispatcher.mt ADD COLUMN number text;
      COMMENT ON COLUMN dispatcher.queue.number IS 'Where the sender is a pool: the number that it leaves from, whose pace it takes.';
      COMMENT ON COLUMN dispatcher.mt.number IS 'Where the sender is a pool: the number that it left from.';

      DROP INDEX dispatcher.queue_by_flow;
      CREATE INDEX queue_by_flow ON dispatcher.queue
        ((coalesce(number, sender)), lane, (CASE WHEN lane < 2 THEN '' ELSE coalesce(campaign, '') END), due_at, seq);
      DROP INDEX dispatcher.queue_suppressed;
      CREATE INDEX queue_suppressed ON dispatcher.queue
        ((coalesce(number, sender)), lane, (CASE WHEN lane < 2 THEN '' ELSE coalesce(campaign, '') END), due_at, seq)
        WHERE suppressed IS NOT NULL;
      CREATE INDEX queue_by_number ON dispatcher.queue (sender, number) WHERE number IS NOT NULL;

      CREATE TABLE dispatcher.sticky_numbers (
        subscriber text NOT NULL,
        sender text NOT NULL,
        number text NOT NULL,
        since timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (subscriber, sender)
      ) WITH (fillfactor = 90);
      COMMENT ON TABLE dispatcher.sticky_numbers IS 'Which number of a pool is whose.';

      CREATE TABLE dispatcher.failing_numbers (
        number text PRIMARY KEY,
        code text NOT NULL,
        since timestamptz NOT NULL DEFAULT clock_timestamp(),
        last_at timestamptz NOT NULL DEFAULT clock_timestamp()
      ) WITH (fillfactor = 50);
      COMMENT ON TABLE dispatcher.failing_numbers IS 'Numbers of pools by which attempts come to nothing, and nothing was taken since.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE dispatcher.failing_numbers, dispatcher.sticky_numbers;
      DROP INDEX dispatcher.queue_by_number, dispatcher.queue_by_flow, dispatcher.queue_suppressed;
      CREATE INDEX queue_suppressed ON dispatcher.queue
        (sender, lane, (CASE WHEN lane < 2 THEN '' ELSE coalesce(campaign, '') END), due_at, seq)
        WHERE suppressed IS NOT NULL;
      CREATE INDEX queue_by_flow ON dispatcher.queue
        (sender, lane, (CASE WHEN lane < 2 THEN '' ELSE coalesce(campaign, '') END), due_at, seq);
      ALTER TABLE dispatcher.mt DROP COLUMN number;
      ALTER TABLE dispatcher.queue DROP COLUMN number;
    `);
  }
}
