import { libraryMigrations, migrate, type Migrations } from '@parley/persistence';
import { SEALED_FROM_THE_START, vaultMigrations } from '@parley/vault';
import { consoleMigrations } from '../../../apps/console/src/migrations/index.js';
import { dispatcherMigrations } from '../../../apps/dispatcher/src/migrations/index.js';
import { ingestMigrations } from '../../../apps/ingest/src/migrations/index.js';
import { keywordRouterMigrations } from '../../../apps/keyword-router/src/migrations/index.js';
import { subscriptionsMigrations } from '../../../apps/subscriptions/src/migrations/index.js';
import { failure } from '../parley.error.js';

/** Every table of the house: the libraries' own first, then each service's. */
export const allMigrations: Migrations = [
  ...libraryMigrations,
  ...vaultMigrations,
  ...ingestMigrations,
  ...keywordRouterMigrations,
  ...subscriptionsMigrations,
  ...dispatcherMigrations,
  ...consoleMigrations,
];

/**
 * Applies what is pending. In a database that begins now numbers and words rest sealed.
 *
 * @returns the names of the migrations applied now
 * @throws ParleyError MIGRATION_FAILED; DatabaseError when the database does not answer
 */
export async function migrateAll(databaseUrl: string): Promise<string[]> {
  try {
    return await migrate(databaseUrl, allMigrations, SEALED_FROM_THE_START);
  } catch (error) {
    const { message, code } = error as { message: string; code?: string };
    // SQLSTATE classes 0A to 4x: the statement itself was refused; anything else says that nobody answers.
    if (code !== undefined && /^[0-4][0-9A-Z]{4}$/.test(code) && !code.startsWith('08')) {
      throw failure.migrationFailed(message, error);
    }
    throw error;
  }
}
