import type { QueryRunner } from 'typeorm';
import { createDataSource, type Migrations } from './data-source.js';

const ADVISORY_LOCK = 7_275_395_391; // "parley" on a phone's keys, so that two migrators never race

/**
 * Applies what is pending, one transaction per migration, oldest first by the timestamp in its class name.
 *
 * @param whenNew SQL that runs first where the database has seen no migration yet
 * @returns the names of the migrations applied now.
 */
export async function migrate(url: string, migrations: Migrations, whenNew?: string): Promise<string[]> {
  const dataSource = createDataSource({ url, migrations, poolSize: 2, applicationName: 'parley-migrate' });
  await dataSource.initialize();
  const guard = dataSource.createQueryRunner();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    if (whenNew !== undefined && !(await hasMigrations(guard))) await guard.query(whenNew);
    const applied = await dataSource.runMigrations();
    await guard.query('SELECT pg_advisory_unlock($1)', [ADVISORY_LOCK]);
    return applied.map((migration) => migration.name);
  } finally {
    await guard.release();
    await dataSource.destroy();
  }
}

async function hasMigrations(runner: QueryRunner): Promise<boolean> {
  const rows = (await runner.query(`SELECT to_regclass('parley_migrations') IS NOT NULL AS known`)) as {
    known: boolean;
  }[];
  return rows[0]!.known;
}
