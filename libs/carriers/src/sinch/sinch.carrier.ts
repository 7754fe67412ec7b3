import type { Carrier } from '../carrier.port.js';
import { SinchSender } from './sinch.sender.js';
import { sinchWebhooks } from './sinch.webhooks.js';

/**
 * Sinch's SMS REST API. Account: `accountId` (service plan id), `token` (API token), `baseUrl` where the plan is
 * not in the US. Webhook secrets: those that Sinch's support has set for the plan's callbacks.
 */
export const sinchCarrier: Carrier = {
  id: 'sinch',
  webhooks: sinchWebhooks,
  createSender: (account, http) => new SinchSender(account, http),
};
