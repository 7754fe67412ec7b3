import { createDataSource, databaseOf, type Database } from '@parley/persistence';
import { HouseSeal } from '@parley/vault';

/** Where the platform's database is, and what opens what rests sealed in it. */
export interface House {
  readonly databaseUrl: string;
  readonly pepper: string;
}

/**
 * Does something on the platform's database by the port that the services use, and lets go of it.
 * Throws PepperError where another pepper sealed it.
 */
export async function onHouseDatabase<T>(
  { databaseUrl, pepper }: House,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const sealing = HouseSeal.of(pepper);
  const source = createDataSource({
    url: databaseUrl,
    poolSize: 2,
    applicationName: 'parley-cli',
    sealing,
  });
  await source.initialize();
  try {
    return await work(await databaseOf(source, sealing));
  } finally {
    await source.destroy();
  }
}
