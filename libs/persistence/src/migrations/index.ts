import type { Migrations } from '../data-source.js';
import { CreateMessaging1763600000000 } from './202611200000-messaging.migration.js';
import { CompressOutboxQuickly1764072000000 } from './202611251200-outbox-compression.migration.js';
import { CreateRedrives1764118800000 } from './202611260100-redrives.migration.js';
import { CreateErasures1764120000000 } from './202611260120-erasures.migration.js';
import { LookAtNewestErasure1764141600001 } from './202611260720-expect-erasures.migration.js';
import { CreateSpans1763600000001 } from './202611200001-spans.migration.js';

/** Tables of the libraries themselves: the loop's and the span store's. */
export const libraryMigrations: Migrations = [
  CreateMessaging1763600000000,
  CreateSpans1763600000001,
  CompressOutboxQuickly1764072000000,
  CreateRedrives1764118800000,
  CreateErasures1764120000000,
  LookAtNewestErasure1764141600001,
];
