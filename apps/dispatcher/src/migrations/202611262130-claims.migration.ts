import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What dead replicas claimed is found by their claims: the queue's indexes must not know of claims, or they are no HOT updates. */
export class AddClaims1764192600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dispatcher.claims (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        claimed_by text NOT NULL,
        ids uuid[] NOT NULL,
        send_by timestamptz NOT NULL
      ) WITH (autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_threshold = 2000);
      COMMENT ON TABLE dispatcher.claims IS 'Which texts each claim took, until its grace is over: what is still claimed then was left by a dead replica.';
      COMMENT ON COLUMN dispatcher.claims.send_by IS 'Nothing of the claim is written to the carrier after this moment.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dispatcher.claims');
  }
}
