import type { Carrier } from '../carrier.port.js';
import { TelnyxSender } from './telnyx.sender.js';
import { telnyxWebhooks } from './telnyx.webhooks.js';

/**
 * Telnyx Messaging, API v2. Account: `token` (API key), optionally `settings.messagingProfileId`. Webhook secrets:
 * the account's public keys as the portal shows them, base64 of 32 bytes.
 */
export const telnyxCarrier: Carrier = {
  id: 'telnyx',
  webhooks: telnyxWebhooks,
  createSender: (account, http) => new TelnyxSender(account, http),
};
