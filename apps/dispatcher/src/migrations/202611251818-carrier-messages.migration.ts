import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which text a carrier's message id is, where receipts name nothing else; and receipts that wait for one. */
export class CreateCarrierMessages1764094680000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dispatcher.carrier_messages (
        carrier text NOT NULL,
        carrier_message_id text NOT NULL,
        mt_id uuid NOT NULL,
        attempt smallint NOT NULL,
        part smallint NOT NULL,
        parts smallint NOT NULL,
        status text,
        kept_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (carrier, carrier_message_id)
      ) WITH (fillfactor = 90);
      CREATE INDEX carrier_messages_of_long_texts ON dispatcher.carrier_messages (mt_id) WHERE parts > 1;
      COMMENT ON TABLE dispatcher.carrier_messages IS 'The parts of texts by the carrier''s ids, for carriers whose receipts name nothing else (SMPP).';
      COMMENT ON COLUMN dispatcher.carrier_messages.status IS 'What receipts said of this part, where the text has several.';

      ALTER TABLE dispatcher.orphan_receipts ADD COLUMN receipt jsonb;
      CREATE INDEX orphan_receipts_waiting ON dispatcher.orphan_receipts (kept_at) WHERE receipt IS NOT NULL;
      COMMENT ON COLUMN dispatcher.orphan_receipts.receipt IS 'The event, where it named the carrier''s id alone: it is taken once that id is known.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE dispatcher.carrier_messages;
      ALTER TABLE dispatcher.orphan_receipts DROP COLUMN receipt;
    `);
  }
}
