import type { Migrations } from '@parley/persistence';
import { CreateAtRest1764204000000 } from './202611270040-at-rest.migration.js';
import { CreateKeys1764118800000 } from './202611260100-keys.migration.js';

/** Tables of the vault. */
export const vaultMigrations: Migrations = [CreateKeys1764118800000, CreateAtRest1764204000000];

export { SEALED_FROM_THE_START } from './202611270040-at-rest.migration.js';
