import type { Carrier } from '../carrier.port.js';
import { SimulatorSender } from './simulator.sender.js';
import { simulatorWebhooks } from './simulator.webhooks.js';

/** The carrier simulator's own dialect, that of a plain HTTP aggregator. Account: `baseUrl`, `token`. */
export const simulatorCarrier: Carrier = {
  id: 'simulator',
  webhooks: simulatorWebhooks,
  createSender: (account, http) => new SimulatorSender(account, http),
};
