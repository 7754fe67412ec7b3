import type { Platform } from '../../../tools/parley/platform.js';
import type { Fault, Injected } from '../fault.port.js';

const NAMES = { kafka: 'the broker', postgres: 'PostgreSQL' } as const;

/** kill −9 of the broker or the database; healed by starting it again on its own data. The services wait it out. */
export class KillInfrastructure implements Fault {
  readonly name: string;

  constructor(private readonly part: keyof typeof NAMES) {
    this.name = part === 'kafka' ? 'broker' : 'database';
  }

  async inject(platform: Platform): Promise<Injected> {
    const restart = await platform.infrastructure.kill(this.part);
    return { what: `kill -9 ${NAMES[this.part]}`, heal: restart };
  }
}
