import type { Carrier } from '../carrier.port.js';
import { TwilioSender } from './twilio.sender.js';
import { twilioWebhooks } from './twilio.webhooks.js';

/**
 * Twilio Programmable Messaging. Account: `accountId` (Account SID), `token` (auth token), optionally
 * `settings.messagingServiceSid`. Webhook secrets: the auth tokens, two while one is being rotated.
 */
export const twilioCarrier: Carrier = {
  id: 'twilio',
  webhooks: twilioWebhooks,
  createSender: (account, http) => new TwilioSender(account, http),
};
