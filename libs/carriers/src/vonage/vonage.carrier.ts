import type { Carrier } from '../carrier.port.js';
import { VonageSender } from './vonage.sender.js';
import { vonageWebhooks } from './vonage.webhooks.js';

/**
 * Vonage's SMS API (formerly Nexmo). Account: `accountId` (API key), `token` (API secret). Webhook secrets: the
 * signature secrets; which of Vonage's methods made a signature shows by its length. Vonage signs webhooks only
 * where its support has switched that on.
 */
export const vonageCarrier: Carrier = {
  id: 'vonage',
  webhooks: vonageWebhooks,
  createSender: (account, http) => new VonageSender(account, http),
};
