import { awsCarrier } from './aws/aws.carrier.js';
import { bandwidthCarrier } from './bandwidth/bandwidth.carrier.js';
import type { Carrier } from './carrier.port.js';
import { infobipCarrier } from './infobip/infobip.carrier.js';
import { genericCarrier } from './generic/generic.carrier.js';
import { plivoCarrier } from './plivo/plivo.carrier.js';
import { simulatorCarrier } from './simulator/simulator.carrier.js';
import { sinchCarrier } from './sinch/sinch.carrier.js';
import { telnyxCarrier } from './telnyx/telnyx.carrier.js';
import { twilioCarrier } from './twilio/twilio.carrier.js';
import { vonageCarrier } from './vonage/vonage.carrier.js';

/** Every carrier that Parley speaks with, one line each. */
export const carriers = {
  infobip: infobipCarrier,
  simulator: simulatorCarrier,
  sinch: sinchCarrier,
  telnyx: telnyxCarrier,
  twilio: twilioCarrier,
  bandwidth: bandwidthCarrier,
  plivo: plivoCarrier,
  aws: awsCarrier,
  generic: genericCarrier,
  vonage: vonageCarrier,
} as const satisfies Readonly<Record<string, Carrier>>;

export type CarrierId = keyof typeof carriers;

/** The carrier of that id, as it stands in a URL or in configuration; undefined where there is none. */
export function findCarrier(id: string): Carrier | undefined {
  return isCarrierId(id) ? carriers[id] : undefined;
}

export function isCarrierId(id: string): id is CarrierId {
  return Object.hasOwn(carriers, id);
}
