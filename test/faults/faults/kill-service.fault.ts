import type { Platform, ServiceName } from '../../../tools/parley/platform.js';
import type { Fault, Injected } from '../fault.port.js';
import type { Random } from '../random.js';

/** kill −9 of one of the services, as the kernel or a node's end would do it; healed by starting it again. */
export class KillService implements Fault {
  readonly name = 'kill-service';

  constructor(private readonly services: readonly ServiceName[]) {}

  async inject(platform: Platform, random: Random): Promise<Injected> {
    const name = random.pick(this.services);
    const service = platform.service(name);
    await service.kill('SIGKILL');
    return { what: `kill -9 ${name}`, heal: (signal) => service.restart(signal) };
  }
}
