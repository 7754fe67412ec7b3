import type { Platform } from '../../../tools/parley/platform.js';
import type { Faults } from '../../../tools/simulator/faults.js';
import type { Fault, Injected } from '../fault.port.js';
import type { Random } from '../random.js';

/** What a carrier does on a bad day, and what it is called. */
const TROUBLES: readonly (readonly [string, Faults])[] = [
  ['throttle storm', { throttle: { probability: 0.7, retryAfterSeconds: 1 } }],
  ['carrier hangs', { hang: 0.5 }],
  ['answers lost', { drop: 0.5 }],
  ['carrier is slow', { delayMs: 1_500 }],
  ['carrier fails', { error: 0.5 }],
  ['webhooks twice and out of order', { duplicate: 0.5, reorder: 0.5 }],
];

/** The carrier throttles, hangs, loses its answers or fails for a while. */
export class CarrierTrouble implements Fault {
  readonly name = 'carrier';

  inject(platform: Platform, random: Random): Promise<Injected> {
    const simulator = platform.simulator!;
    const [what, faults] = random.pick(TROUBLES);
    simulator.setFaults(faults);
    const heal = (): Promise<void> => {
      simulator.clearFaults();
      return Promise.resolve();
    };
    return Promise.resolve({ what, heal });
  }
}
