import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each sender gave to its carriers, by 5 seconds: few rows to draw, where the story has one for each text. */
export class AddThroughput1764118560000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE console.throughput (
        sender text NOT NULL,
        at timestamptz NOT NULL,
        segments int NOT NULL DEFAULT 0,
        throttled int NOT NULL DEFAULT 0,
        PRIMARY KEY (at, sender)
      ) WITH (fillfactor = 50);
      COMMENT ON TABLE console.throughput IS 'Segments that senders gave to carriers, and texts that carriers held off, in the 5 seconds from at on.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE console.throughput');
  }
}
