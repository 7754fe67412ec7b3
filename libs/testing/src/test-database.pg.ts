import { randomBytes } from 'node:crypto';
import { createDataSource, databaseOf, type Database } from '@parley/persistence';
import { HouseSeal } from '@parley/vault';
import { Client } from 'pg';
import { closeLater } from './close-later.js';
import { SPEC_PEPPER } from './spec-pepper.js';
import { testInfrastructure } from './test-infrastructure.js';

/** A database of one's own: migrated, empty, gone after the spec file. */
export interface TestDatabase {
  readonly database: Database;
  /** postgres://… for what connects by itself. */
  readonly url: string;
  /** For what a spec starts upon it. */
  readonly environment: { readonly DATABASE_URL: string; readonly PARLEY_PEPPER: string };
}

/** Copies the migrated template (some 50 ms), so that no spec sees another one's rows. Closed after the file. */
export async function testDatabase(): Promise<TestDatabase> {
  const template = new URL(testInfrastructure().templateUrl);
  const from = template.pathname.slice(1);
  const name = `${from}_${randomBytes(6).toString('hex')}`;
  const server = new URL(template);
  server.pathname = '/postgres';
  const client = new Client({ connectionString: server.href });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE "${name}" TEMPLATE "${from}"`);
  } finally {
    await client.end();
  }
  const url = new URL(template);
  url.pathname = `/${name}`;
  const sealing = HouseSeal.of(SPEC_PEPPER);
  const dataSource = createDataSource({ url: url.href, applicationName: 'parley-spec', sealing });
  await dataSource.initialize();
  closeLater(() => dataSource.destroy());
  return {
    database: await databaseOf(dataSource, sealing),
    url: url.href,
    environment: { DATABASE_URL: url.href, PARLEY_PEPPER: SPEC_PEPPER },
  };
}
