import type { Migrations } from '@parley/persistence';
import { CreateConsents1763600200000 } from './202611200200-consents.migration.js';
import { KeepEvidence1763600251510 } from './202611251510-evidence.migration.js';

/** Tables of the subscriptions service, oldest first. */
export const subscriptionsMigrations: Migrations = [CreateConsents1763600200000, KeepEvidence1763600251510];
