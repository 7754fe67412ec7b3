import type { Carrier } from '../carrier.port.js';
import { refuse } from '../refusals.js';
import { GenericSender } from './generic.sender.js';

/** What is said until a dialect is configured: nothing can be checked, so nothing is believed. */
const unconfigured = () =>
  refuse('SIGNATURE_UNCHECKABLE', 'No dialect is configured for the carrier "generic"; set GENERIC_CARRIER.');

/**
 * Any HTTP aggregator that a dialect describes (docs/carriers.md). Account: `baseUrl`, `token`, `accountId` for
 * Basic credentials, and `settings.dialect`, its JSON. Webhooks: `genericWebhooks` of the same dialect.
 */
export const genericCarrier: Carrier = {
  id: 'generic',
  webhooks: { mo: unconfigured, receipt: unconfigured },
  createSender: (account, http) => new GenericSender(account, http),
};
