import type { Migrations } from '@parley/persistence';
import { CreateConsents1763600200000 } from './202611200200-consents.migration.js';
import { KeepEvidence1763600251510 } from './202611251510-evidence.migration.js';
import { KeepFallbacks1763600251750 } from './202611251750-fallbacks.migration.js';
import { IndexLedgerByTime1764119160000 } from './202611260106-ledger-by-time.migration.js';
import { SealTexts1764119400000 } from './202611260110-sealed-texts.migration.js';

/** Tables of the subscriptions service, oldest first. */
export const subscriptionsMigrations: Migrations = [
  CreateConsents1763600200000,
  KeepEvidence1763600251510,
  KeepFallbacks1763600251750,
  IndexLedgerByTime1764119160000,
  SealTexts1764119400000,
];
