import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { receiptReceived, type ReceiptReceived } from '@parley/contracts';
import { Committer, effect, EventPublisher, StoppedError } from '@parley/messaging';
import { Database } from '@parley/persistence';
import { Clock } from '@parley/platform';
import { CarrierMessagesStore } from './carrier-messages.store.js';
import { CarrierSenders } from './carrier-senders.js';
import { SettleMtsService } from './settle-mts.service.js';

const MOST_PER_TURN = 500;
/** A receipt and the answer to its send may be kept at the same moment, neither seeing the other. */
const LOOK_EVERY_MS = 2_000;
const SOON_MS = 25;

/**
 * Receipts that overtook the answer to their send: once the carrier's id is known, they are published again and go
 * the way of all receipts, in their person's order. They are deleted with that, and ids are the same whoever does it.
 */
@Injectable()
export class AdoptReceiptsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(AdoptReceiptsService.name);
  private readonly stopping = new AbortController();
  private readonly committer: Committer;
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;

  constructor(
    private readonly store: CarrierMessagesStore,
    private readonly settling: SettleMtsService,
    private readonly carriers: CarrierSenders,
    private readonly clock: Clock,
    database: Database,
    publisher: EventPublisher,
  ) {
    this.committer = new Committer(
      database,
      publisher,
      'dispatcher',
      'adopted',
      this.stopping.signal,
      (error, attempt) =>
        this.logger.warn({
          msg: 'receipts held back by infrastructure',
          attempt,
          code: (error as { code?: string }).code,
        }),
    );
  }

  onApplicationBootstrap(): void {
    if (!this.carriers.namedByIdAlone) return;
    this.settling.afterNoting(() => this.lookIn(SOON_MS));
    this.lookIn(LOOK_EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    await this.working;
  }

  private lookIn(ms: number): void {
    if (this.stopping.signal.aborted || (ms === SOON_MS && this.soon)) return;
    this.soon = ms === SOON_MS;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.soon = false;
      this.working = (this.working ?? Promise.resolve())
        .then(() => this.adopt())
        .catch((error: unknown) => this.failed(error))
        .finally(() => this.soon || this.lookIn(LOOK_EVERY_MS));
    }, ms);
  }

  private soon = false;

  private async adopt(): Promise<void> {
    for (;;) {
      const waiting = await this.store.waiting(MOST_PER_TURN);
      if (waiting.length === 0) return;
      const effects = waiting.map(({ eventId, receipt }) => {
        const data = receipt.data as ReceiptReceived;
        const { conversationId, traceparent } = receipt;
        const cause = { id: eventId, key: data.subscriber, conversationId, traceparent };
        return { cause, effect: effect(receiptReceived, 'adopted', data) };
      });
      await this.committer.commit(
        this.store.taken(waiting.map(({ eventId }) => eventId)),
        effects,
        this.clock.now(),
      );
      await this.committer.published();
      if (waiting.length < MOST_PER_TURN) return this.committer.tidy();
    }
  }

  private failed(error: unknown): void {
    if (error instanceof StoppedError) return;
    this.logger.warn({ msg: 'looking for receipts failed', error: (error as Error).message });
  }
}
