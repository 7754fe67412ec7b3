import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where the parts of a longer text wait for each other. */
export class CreateParts1764095000822 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ingest.parts (
        carrier text NOT NULL,
        carrier_message_id text NOT NULL,
        sender text NOT NULL,
        subscriber text NOT NULL,
        reference integer NOT NULL,
        total smallint NOT NULL,
        number smallint NOT NULL,
        body text NOT NULL,
        arrived_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        event_id uuid,
        claimed_at timestamptz,
        gone_at timestamptz,
        PRIMARY KEY (carrier, carrier_message_id)
      );
      CREATE INDEX parts_open ON ingest.parts (carrier, sender, subscriber, reference, total) WHERE event_id IS NULL;
      CREATE INDEX parts_claimed ON ingest.parts (event_id) WHERE gone_at IS NULL;
      CREATE INDEX parts_gone ON ingest.parts (gone_at) WHERE gone_at IS NOT NULL;
      COMMENT ON TABLE ingest.parts IS 'Parts of texts that a carrier does not put together: claimed by a text once it is whole or its time is over; then emptied, and after a day deleted.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ingest.parts');
  }
}
