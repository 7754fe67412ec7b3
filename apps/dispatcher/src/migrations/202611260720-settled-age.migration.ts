import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Texts are forgotten by when they were settled: of times that are written once the index costs updates nothing at all. */
export class IndexSettledAge1764141600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX dispatcher.mt_by_age;
      CREATE INDEX mt_by_age ON dispatcher.mt USING brin (settled_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX dispatcher.mt_by_age;
      CREATE INDEX mt_by_age ON dispatcher.mt USING brin (updated_at);
    `);
  }
}
