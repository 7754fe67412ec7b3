import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { backoffMs, pause } from '@parley/messaging';
import { within } from './deadline.js';
import { JoinParts } from './join-parts.js';
import { PartsStore } from './parts.store.js';

/** How often to look for texts whose time is over, in ms. */
const SWEEP_MS = 1000;
const LONGEST_BACKOFF_MS = 10_000;
const FORGET_EVERY_MS = 3_600_000;
const SHUTDOWN_MS = 5000;

/** Looks again and again for texts in parts that are to go on; every replica does, as a text is claimed by one. */
@Injectable()
export class SweepParts implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Parts');
  private readonly stop = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private failures = 0;
  private untilForgetting = 0;

  constructor(
    private readonly parts: JoinParts,
    private readonly store: PartsStore,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await within(SHUTDOWN_MS, this.running).catch(() => undefined);
  }

  private async run(): Promise<void> {
    while (!this.stop.signal.aborted) {
      const waitMs = await this.look().catch((error: Error) => this.failed(error));
      await pause(waitMs, this.stop.signal);
    }
  }

  private async look(): Promise<number> {
    await this.parts.sweep();
    if (this.untilForgetting <= 0) {
      await this.store.forget();
      this.untilForgetting = FORGET_EVERY_MS;
    }
    if (this.failures > 0) this.logger.log({ msg: 'parts are put together again' });
    this.failures = 0;
    this.untilForgetting -= SWEEP_MS;
    return SWEEP_MS;
  }

  /** PostgreSQL is away, or nothing could be made durable: the parts stay where they are. */
  private failed(error: Error & { code?: string }): number {
    this.failures += 1;
    if (this.failures === 1) {
      this.logger.warn({ msg: 'parts wait, as texts cannot go on now', code: error.code ?? error.name });
    }
    return Math.min(backoffMs(this.failures), LONGEST_BACKOFF_MS);
  }
}
