import { awsCarrier } from './aws/aws.carrier.js';
import { bandwidthCarrier } from './bandwidth/bandwidth.carrier.js';
import type { AnyCarrier } from './carrier.port.js';
import { genericCarrier } from './generic/generic.carrier.js';
import { infobipCarrier } from './infobip/infobip.carrier.js';
import { plivoCarrier } from './plivo/plivo.carrier.js';
import { simulatorCarrier } from './simulator/simulator.carrier.js';
import { sinchCarrier } from './sinch/sinch.carrier.js';
import { smppCarrier } from './smpp/smpp.carrier.js';
import { telnyxCarrier } from './telnyx/telnyx.carrier.js';
import { twilioCarrier } from './twilio/twilio.carrier.js';
import { vonageCarrier } from './vonage/vonage.carrier.js';

/** Every carrier that Parley speaks with, one line each. */
export const carriers = {
  aws: awsCarrier,
  bandwidth: bandwidthCarrier,
  generic: genericCarrier,
  infobip: infobipCarrier,
  plivo: plivoCarrier,
  simulator: simulatorCarrier,
  sinch: sinchCarrier,
  smpp: smppCarrier,
  telnyx: telnyxCarrier,
  twilio: twilioCarrier,
  vonage: vonageCarrier,
} as const satisfies Readonly<Record<string, AnyCarrier>>;

export type CarrierId = keyof typeof carriers;

/** Carriers of which an installation may have several accounts, each a carrier of its own: `smpp-<account>`. */
const NAMED_ACCOUNT = /^(smpp)-[a-z0-9][a-z0-9-]*$/;

/**
 * The carrier of that id, as it stands in a URL or in configuration; undefined where there is none. An SMSC is one
 * of many that speak SMPP, so `smpp-acme` is the carrier `smpp` with the account of that name.
 */
export function findCarrier(id: string): AnyCarrier | undefined {
  const carrier = NAMED_ACCOUNT.exec(id)?.[1] ?? id;
  return isCarrierId(carrier) ? carriers[carrier] : undefined;
}

export function isCarrierId(id: string): id is CarrierId {
  return Object.hasOwn(carriers, id);
}
