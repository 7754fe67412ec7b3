import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Committer, EventPublisher, type CausedEffect } from '@parley/messaging';
import { Database } from '@parley/persistence';
import { Clock } from '@parley/platform';

/** Events that no consumed event causes: times that have come, and what agents ask for by the API. */
@Injectable()
export class RouterEvents implements BeforeApplicationShutdown {
  private readonly logger = new Logger(RouterEvents.name);
  private readonly stopping = new AbortController();
  private readonly committer: Committer;

  constructor(
    private readonly clock: Clock,
    database: Database,
    publisher: EventPublisher,
  ) {
    const held = (error: unknown, attempt: number): void =>
      this.logger.warn({
        msg: 'events held back by infrastructure',
        attempt,
        code: (error as { code?: string }).code,
      });
    this.committer = new Committer(database, publisher, 'keyword-router', 'own', this.stopping.signal, held);
  }

  /** Resolves when they are committed; they are published right after. */
  async publish(effects: readonly CausedEffect[]): Promise<void> {
    await this.committer.commit([], effects, this.clock.now());
  }

  /** Publishes what a replica that died had committed. */
  tidy(): Promise<void> {
    return this.committer.tidy();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.committer.published();
    this.stopping.abort();
  }
}
