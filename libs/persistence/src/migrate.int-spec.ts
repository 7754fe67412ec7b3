import { testDatabase } from '@parley/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Database } from './database.js';
import { migrate } from './migrate.js';
import { prepared } from './statement.js';

class CreateFirst1900000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Long enough for another migrator to come in between.
    await runner.query('CREATE SCHEMA migrated; SELECT pg_sleep(0.2); CREATE TABLE migrated.first (id int)');
  }
  async down(): Promise<void> {}
}

class CreateSecond1900000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE migrated.second (id int)');
  }
  async down(): Promise<void> {}
}

class BreakHalfway1900000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE migrated.third (id int)');
    await runner.query('SELECT 1 / 0');
  }
  async down(): Promise<void> {}
}

const both = [CreateSecond1900000000002, CreateFirst1900000000001];
let database: Database;
let url: string;

beforeEach(async () => {
  ({ database, url } = await testDatabase());
});

async function tables(): Promise<unknown[]> {
  const text = `SELECT tablename FROM pg_tables WHERE schemaname = 'migrated' ORDER BY 1`;
  return (await database.query<{ tablename: string }>(prepared('', text)())).map((row) => row.tablename);
}

describe('migrations', () => {
  it('are applied oldest first, and a second time there is nothing to do', async () => {
    expect(await migrate(url, both)).toEqual(['CreateFirst1900000000001', 'CreateSecond1900000000002']);
    expect(await migrate(url, both)).toEqual([]);
    expect(await tables()).toEqual(['first', 'second']);
  });

  it('are applied once by migrators that start together', async () => {
    const applied = await Promise.all([1, 2, 3].map(() => migrate(url, both)));
    expect(applied.flat()).toEqual(['CreateFirst1900000000001', 'CreateSecond1900000000002']);
  });

  it('that fail leave nothing of theirs, keep those before, and lock nobody out', async () => {
    jest.spyOn(console, 'log').mockImplementation(() => undefined); // TypeORM tells it there, too
    await expect(migrate(url, [...both, BreakHalfway1900000000003])).rejects.toThrow('division by zero');
    expect(await tables()).toEqual(['first', 'second']);
    expect(await migrate(url, both)).toEqual([]);
  });

  it('are preceded by what is for new databases alone', async () => {
    const first = 'CREATE SCHEMA begun';
    await database.query(prepared('', 'DROP TABLE parley_migrations')());
    await migrate(url, both, first);
    await migrate(url, both, first); // would be refused a second time
    const begun = prepared('', `SELECT to_regnamespace('begun') IS NOT NULL AS there`);
    expect(await database.query(begun())).toEqual([{ there: true }]);
  });

  it('of the whole house leave what the template has: nothing is pending', async () => {
    const { libraryMigrations } = await import('./migrations/index.js');
    expect(await migrate(url, libraryMigrations)).toEqual([]);
  });
});
