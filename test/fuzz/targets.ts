import type { FuzzTarget } from './fuzz-target.js';
import { consentFileTarget } from './targets/consent-file.target.js';
import { kafkaTarget } from './targets/kafka.target.js';
import { parleyFileTarget } from './targets/parley-file.target.js';
import { smppTarget } from './targets/smpp.target.js';
import { webhookSigners } from './targets/webhook-signers.js';
import { webhookTarget } from './targets/webhook.target.js';

/** Every door, by name, those first that take longest; made when it is asked for. */
export const targets: ReadonlyMap<string, () => FuzzTarget> = new Map([
  ['parley.yaml', () => parleyFileTarget() as FuzzTarget],
  ['csv', () => consentFileTarget() as FuzzTarget],
  ['kafka', () => kafkaTarget() as FuzzTarget],
  ['smpp', () => smppTarget() as FuzzTarget],
  ...Object.entries(webhookSigners()).map(
    ([carrier, signer]) =>
      [`webhooks/${carrier}`, () => webhookTarget(carrier, signer) as FuzzTarget] as const,
  ),
]);
