import type { Migrations } from '@parley/persistence';
import { CreateSpool1763600050000 } from './202611200050-spool.migration.js';

export const ingestMigrations: Migrations = [CreateSpool1763600050000];
