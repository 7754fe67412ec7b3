import type { Migrations } from '@parley/persistence';
import { CreateKeys1764118800000 } from './202611260100-keys.migration.js';

/** Tables of the vault. */
export const vaultMigrations: Migrations = [CreateKeys1764118800000];
