import { createDataSource, databaseOf, type Database } from '@parley/persistence';

/** Does something on the platform's database by the port that the services use, and lets go of it. */
export async function onHouseDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const source = createDataSource({ url, poolSize: 2, applicationName: 'parley-cli' });
  await source.initialize();
  try {
    return await work(databaseOf(source));
  } finally {
    await source.destroy();
  }
}
