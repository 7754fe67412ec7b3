import type { Carrier } from './carrier.port.js';
import { simulatorCarrier } from './simulator/simulator.carrier.js';
import { twilioCarrier } from './twilio/twilio.carrier.js';
import { vonageCarrier } from './vonage/vonage.carrier.js';

/** Every carrier that Parley speaks with, one line each. */
export const carriers = {
  simulator: simulatorCarrier,
  twilio: twilioCarrier,
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
