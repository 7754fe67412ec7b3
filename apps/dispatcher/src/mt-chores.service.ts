import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { OrdersStore } from './orders.store.js';

const LOOK_EVERY_MS = 1000;
/** Texts called back in one statement: few enough that claims, which skip what is locked, pass them by. */
const MOST_AT_ONCE = 2000;

/** What the dispatcher does beside the way of the texts, a little at a time. */
@Injectable()
export class MtChoresService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(MtChoresService.name);
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(private readonly orders: OrdersStore) {}

  onApplicationBootstrap(): void {
    this.again();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.working;
  }

  /** Calls back what waits of cancelled campaigns. */
  async callBack(): Promise<void> {
    while (!this.stopping && (await this.orders.callBackCampaigns(MOST_AT_ONCE)) > 0);
  }

  private again(): void {
    if (this.stopping) return;
    this.timer = setTimeout(() => {
      this.working = this.callBack()
        .catch((error: Error) => this.logger.warn({ msg: 'chores failed', error: error.message }))
        .finally(() => this.again());
    }, LOOK_EVERY_MS).unref();
  }
}
