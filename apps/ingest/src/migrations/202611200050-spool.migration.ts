import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where records wait while Kafka is away, and who of the replicas may relay them. */
export class CreateSpool1763600050000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA IF NOT EXISTS ingest;

      CREATE TABLE ingest.spool (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        record text NOT NULL,
        spooled_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      COMMENT ON TABLE ingest.spool IS 'Records accepted from carriers while Kafka was away; relayed in the order of id, then deleted.';

      CREATE TABLE ingest.relay (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        holder text NOT NULL,
        held_until timestamptz NOT NULL
      );
      INSERT INTO ingest.relay (holder, held_until) VALUES ('nobody', '-infinity');
      COMMENT ON TABLE ingest.relay IS 'The replica that relays the spool, so that only one does at a time; a lease by the database''s clock.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA ingest CASCADE');
  }
}
