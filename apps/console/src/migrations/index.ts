import type { Migrations } from '@parley/persistence';
import { CreateStory1763600252200 } from './202611252200-story.migration.js';
import { CreateWebhooks1764118800001 } from './202611260050-webhooks.migration.js';

/** Tables of the console, oldest first. */
export const consoleMigrations: Migrations = [CreateStory1763600252200, CreateWebhooks1764118800001];
