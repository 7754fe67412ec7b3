import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which records of dead letters were published again, and by whom. */
export class CreateRedrives1764118800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE messaging.redrives (
        topic text NOT NULL,
        partition integer NOT NULL,
        "offset" bigint NOT NULL,
        redriven_at timestamptz NOT NULL DEFAULT now(),
        redriven_by text NOT NULL,
        edited boolean NOT NULL,
        PRIMARY KEY (topic, partition, "offset")
      );
      CREATE INDEX redrives_by_time ON messaging.redrives (redriven_at);
      COMMENT ON TABLE messaging.redrives IS 'Records of dead letters that were published again, by the place where they had lain.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE messaging.redrives');
  }
}
