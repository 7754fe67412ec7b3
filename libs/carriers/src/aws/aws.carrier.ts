import type { Carrier } from '../carrier.port.js';
import { AwsSender } from './aws.sender.js';
import { awsWebhooks } from './aws.webhooks.js';

/**
 * AWS End User Messaging SMS. Account: `accountId` (access key id), `token` (secret access key),
 * `settings.region`, optionally `configurationSet` (events come only with one), `messageType`, `sessionToken`.
 * Webhook secrets: the ARNs of the topics that texts and events come by.
 */
export const awsCarrier: Carrier = {
  id: 'aws',
  webhooks: awsWebhooks,
  createSender: (account, http) => new AwsSender(account, http),
};
