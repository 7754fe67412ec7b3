import type { Carrier } from '../carrier.port.js';
import { PlivoSender } from './plivo.sender.js';
import { plivoWebhooks } from './plivo.webhooks.js';

/** Plivo Messaging. Account: `accountId` (Auth ID), `token` (Auth Token). Webhook secrets: the auth tokens. */
export const plivoCarrier: Carrier = {
  id: 'plivo',
  webhooks: plivoWebhooks,
  createSender: (account, http) => new PlivoSender(account, http),
};
