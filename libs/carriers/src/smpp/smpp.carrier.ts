import type { AnyCarrier } from '../carrier.port.js';
import { SmppReceiver } from './smpp.receiver.js';
import { SmppSender } from './smpp.sender.js';

/**
 * SMPP 3.4: any SMSC or aggregator that speaks it. Account: `baseUrl` (`smpp://host:port`, `smpps://` for TLS),
 * `accountId` (system_id), `token` (password), and the settings of docs/smpp.md.
 */
export const smppCarrier: AnyCarrier = {
  id: 'smpp',
  createSender: (account, _http, watch) => new SmppSender(account, watch),
  createReceiver: (account, sink, watch) => new SmppReceiver(account, sink, watch),
};
