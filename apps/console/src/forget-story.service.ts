import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { StoryStore } from './story.store.js';
import { ThroughputStore } from './throughput.store.js';

export const KEEP_DAYS = Symbol('days that conversations are kept');

const EVERY_MS = 3_600_000;

/** Once an hour: what is older than people want to look back is forgotten. */
@Injectable()
export class ForgetStoryService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ForgetStoryService.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly story: StoryStore,
    private readonly throughput: ThroughputStore,
    @Inject(KEEP_DAYS) private readonly days: number,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.forget(), EVERY_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async forget(): Promise<void> {
    await Promise.all([this.story.forget(this.days), this.throughput.forget()]).catch((error: Error) => {
      this.logger.warn({
        msg: 'what is old could not be forgotten; tried again in an hour',
        error: error.name,
      });
    });
  }
}
