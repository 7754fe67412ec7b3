import { types, type Pool } from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import type { Sealing } from './at-rest/at-rest.js';
import { openedTypes } from './at-rest/opened-types.js';
import type { Database } from './database.js';
import { PgDatabase } from './database.pg.js';

const INT8 = 20;
types.setTypeParser(INT8, Number); // counters and sequences of ours stay far below 2^53

/**
 * Prepared statements keep their plan: one made while a table was new would scan the whole of it for ever after.
 * Every statement of ours has an index to go by, and none is worth compiling.
 */
const PLANNER = '-c enable_seqscan=off -c jit=off';

export type Migrations = readonly (new () => MigrationInterface)[];

export interface DataSourceOptions {
  url: string;
  /** Connections kept by this process; a service needs few, as it works in batches. */
  poolSize?: number;
  applicationName?: string;
  migrations?: Migrations;
  /** By which is read what rests sealed; without it that is read as it stands. */
  sealing?: Sealing;
}

/** TypeORM's data source: owns the connection pool and runs migrations. */
export function createDataSource(options: DataSourceOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: options.applicationName ?? 'parley',
    poolSize: options.poolSize ?? 6,
    migrations: [...(options.migrations ?? [])],
    migrationsTableName: 'parley_migrations',
    migrationsTransactionMode: 'each',
    logging: false,
    extra: {
      pipeline: true,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      options: PLANNER,
      ...(options.sealing && { types: openedTypes(options.sealing) }),
    },
  });
}

/**
 * The port for stores, over the data source's own pool. The data source must be initialised.
 *
 * @param sealing how numbers and words are written, where the database is sealed; without it they are as they stand
 */
export async function databaseOf(dataSource: DataSource, sealing?: Sealing): Promise<Database> {
  const pool = (dataSource.driver as unknown as { master: Pool }).master;
  return new PgDatabase(pool, await sealing?.restOf(new PgDatabase(pool)));
}
