import type { Carrier } from '../carrier.port.js';
import { BandwidthSender } from './bandwidth.sender.js';
import { bandwidthWebhooks } from './bandwidth.webhooks.js';

/**
 * Bandwidth Messaging V2. Account: `accountId`, `token` (the API user's password), `settings.username`,
 * `settings.applicationId`. Webhook secrets: `user:password` of the application's callbacks.
 */
export const bandwidthCarrier: Carrier = {
  id: 'bandwidth',
  webhooks: bandwidthWebhooks,
  createSender: (account, http) => new BandwidthSender(account, http),
};
