import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How programs grew is read from this index alone; new entries go to its end, so it costs the writer little. */
export class IndexLedgerByTime1764119160000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX ledger_by_time ON subscriptions.ledger (honoured_at) INCLUDE (sender, program, "from", "to");
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX subscriptions.ledger_by_time');
  }
}
