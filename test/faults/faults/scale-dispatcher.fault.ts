import type { Platform } from '../../../tools/parley/platform.js';
import type { Fault, Injected } from '../fault.port.js';
import type { Random } from '../random.js';

/** As many dispatchers as there are at the most. */
export const MOST_DISPATCHERS = 8;

/** The dispatcher grows from one replica to eight and shrinks again; some leave in order, some are killed. */
export class ScaleDispatcher implements Fault {
  readonly name = 'scale';

  async inject(platform: Platform, random: Random): Promise<Injected> {
    const further = [...platform.services.keys()].filter((name) => name.startsWith('dispatcher-'));
    await Promise.all(further.map((name) => platform.service(name).start()));
    const heal = async (): Promise<void> => {
      const leaving = further.map(() => (random.next() < 0.5 ? 'SIGKILL' : 'SIGTERM'));
      await Promise.all(further.map((name, index) => platform.service(name).kill(leaving[index])));
    };
    return { what: `1 dispatcher, ${MOST_DISPATCHERS}, 1`, heal };
  }
}
