import type { Carrier } from '../carrier.port.js';
import { InfobipSender } from './infobip.sender.js';
import { infobipWebhooks } from './infobip.webhooks.js';

/**
 * Infobip SMS. Account: `baseUrl` (each account has its own), `token` (API key), and `settings.webhookSecret` where
 * receipts are to prove themselves by the address. Webhook secrets: `user:password` for Basic auth, or what stands
 * as `secret` in the addresses given to Infobip.
 */
export const infobipCarrier: Carrier = {
  id: 'infobip',
  webhooks: infobipWebhooks,
  createSender: (account, http) => new InfobipSender(account, http),
};
