import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { StoryStore } from './story.store.js';
import { DeliveriesStore } from './webhooks/deliveries.store.js';

/** How long what is kept, days. */
export interface KeepDays {
  readonly story: number;
  readonly deliveries: number;
}

export const KEEP_DAYS = Symbol('days that conversations and deliveries are kept');

const EVERY_MS = 3_600_000;

/** Once an hour: what is older than people want to look back is forgotten. */
@Injectable()
export class ForgetStoryService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ForgetStoryService.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly story: StoryStore,
    private readonly deliveries: DeliveriesStore,
    @Inject(KEEP_DAYS) private readonly days: KeepDays,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.forget(), EVERY_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async forget(): Promise<void> {
    try {
      await this.story.forget(this.days.story);
      await this.deliveries.forget(this.days.deliveries);
    } catch (error) {
      const msg = 'what is old could not be forgotten; tried again in an hour';
      this.logger.warn({ msg, error: (error as Error).name });
    }
  }
}
