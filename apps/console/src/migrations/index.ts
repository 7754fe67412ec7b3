import type { Migrations } from '@parley/persistence';
import { CreateStory1763600252200 } from './202611252200-story.migration.js';
import { CreateAudit1764118200000 } from './202611260050-audit.migration.js';
import { CreateWebhooks1764118800001 } from './202611260050-webhooks.migration.js';
import { AddThroughput1764118560000 } from './202611260056-throughput.migration.js';
import { CreateCampaignOrders1764119040000 } from './202611260104-campaign-orders.migration.js';
import { CreateSessions1764120600000 } from './202611260130-sessions.migration.js';
import { AddSignedInBy1764132300000 } from './202611260445-signed-in-by.migration.js';
import { AddAuditWhy1764163800000 } from './202611261330-audit-why.migration.js';
import { SealStory1764202800000 } from './202611270020-sealed-story.migration.js';

/** Tables of the console, oldest first. */
export const consoleMigrations: Migrations = [
  CreateStory1763600252200,
  CreateAudit1764118200000,
  AddThroughput1764118560000,
  CreateWebhooks1764118800001,
  CreateCampaignOrders1764119040000,
  CreateSessions1764120600000,
  AddSignedInBy1764132300000,
  AddAuditWhy1764163800000,
  SealStory1764202800000,
];
