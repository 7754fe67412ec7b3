import type { Migrations } from '@parley/persistence';
import { CreateSpool1763600050000 } from './202611200050-spool.migration.js';
import { CreateParts1764095000822 } from './202611251822-parts.migration.js';

export const ingestMigrations: Migrations = [CreateSpool1763600050000, CreateParts1764095000822];
