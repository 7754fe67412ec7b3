import { setTimeout as wait } from 'node:timers/promises';
import type { Platform } from '../../../tools/parley/platform.js';
import type { Fault, Injected } from '../fault.port.js';

/** The carrier answers this late, so that many texts are taken and not yet known to be, ms. */
const ANSWER_AFTER_MS = 200;
/**
 * From the kill until the dispatcher has given up what its dead self had claimed, ms: 5 s after the slot nothing is
 * sent any more, then CLAIM_GRACE_MS, and it looks every 5 s.
 */
const GIVEN_UP_AFTER_MS = 14_000;

/**
 * kill −9 of the dispatcher amid texts that the carrier has taken and not answered, and of ingest, so that receipts
 * come only when the dispatcher has made up its mind without them. Whoever sends again what may have been sent
 * sends it twice (I3).
 */
export class LoseAnswers implements Fault {
  readonly name = 'lose-answers';

  async inject(platform: Platform): Promise<Injected> {
    const simulator = platform.simulator!;
    const [dispatcher, ingest] = [platform.service('dispatcher'), platform.service('ingest')];
    simulator.setFaults({ delayMs: ANSWER_AFTER_MS });
    await wait(2 * ANSWER_AFTER_MS);
    await Promise.all([dispatcher.kill('SIGKILL'), ingest.kill('SIGKILL')]);
    const killedAt = performance.now();
    simulator.clearFaults();
    return {
      what: 'kill -9 dispatcher and ingest, answers lost',
      async heal(signal) {
        await dispatcher.restart(signal);
        const left = GIVEN_UP_AFTER_MS - (performance.now() - killedAt);
        await wait(Math.max(0, left), undefined, { signal });
        await ingest.restart(signal);
      },
    };
  }
}
