import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLE = `
  CREATE SCHEMA IF NOT EXISTS vault;
  CREATE TABLE IF NOT EXISTS vault.at_rest (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    sealed boolean NOT NULL,
    proof text
  );`;

/** For a database that begins now: nothing in it was ever written in the clear. */
export const SEALED_FROM_THE_START = `${TABLE}
  INSERT INTO vault.at_rest (sealed) VALUES (true) ON CONFLICT DO NOTHING;`;

/**
 * Whether numbers and words rest sealed by the house. A database of before goes on in the clear, as old and new services
 * run side by side; `parley seal` seals it.
 */
export class CreateAtRest1764204000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`${TABLE}
      INSERT INTO vault.at_rest (sealed) VALUES (false) ON CONFLICT DO NOTHING;
      COMMENT ON TABLE vault.at_rest IS 'Whether numbers and words rest sealed by the house''s keys.';
      COMMENT ON COLUMN vault.at_rest.proof IS 'A word sealed under the pepper''s key: services with another pepper refuse to start.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$
      BEGIN
        IF (SELECT sealed FROM vault.at_rest) THEN
          RAISE EXCEPTION 'SEALED_AT_REST: numbers and words are sealed, and earlier services cannot read them'
            USING ERRCODE = 'restrict_violation';
        END IF;
      END $$;
      DROP TABLE vault.at_rest;
    `);
  }
}
