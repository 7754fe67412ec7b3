import type { Migrations } from '@parley/persistence';
import { CreateDispatcher1763600003000 } from './202611200300-dispatcher.migration.js';
import { AddOrders1764093000000 } from './202611251750-orders.migration.js';

export const dispatcherMigrations: Migrations = [CreateDispatcher1763600003000, AddOrders1764093000000];
