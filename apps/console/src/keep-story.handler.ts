import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  consentChanged,
  intentResolved,
  moReceived,
  mtBulkRequested,
  mtRequested,
  mtStatus,
  receiptReceived,
  supportCaseClosed,
  supportCaseOpened,
  type ConsentChanged,
  type IntentResolved,
  type MoReceived,
  type MtRequested,
  type MtStatus,
  type ReceiptReceived,
  type SupportCaseClosed,
  type SupportCaseOpened,
} from '@parley/contracts';
import type { Batch, Envelope } from '@parley/messaging';
import * as read from './domain/read-event.js';
import type { StoryEntry } from './domain/story-entry.js';
import { StoryStore } from './story.store.js';
import { ThroughputStore } from './throughput.store.js';
import { DeliverWebhooksService } from './webhooks/deliver-webhooks.service.js';
import { DeliveriesStore, type NewDelivery } from './webhooks/deliveries.store.js';
import { QueueWebhooks } from './webhooks/queue-webhooks.js';

type Reader<T> = (head: read.Head, data: T) => read.Reading;

/** What is kept of an event. */
interface Kept {
  readonly entry: StoryEntry;
  readonly deliveries: readonly NewDelivery[];
}

/**
 * Keeps a copy of what happens, for people to look at, and what endpoints of webhooks are to be told of it. It decides
 * nothing, and nothing waits for it.
 */
@Controller()
export class KeepStoryHandler {
  constructor(
    private readonly story: StoryStore,
    private readonly throughput: ThroughputStore,
    private readonly webhooks: QueueWebhooks,
    private readonly deliveries: DeliveriesStore,
    private readonly delivering: DeliverWebhooksService,
  ) {}

  @EventPattern<string>(moReceived.topic)
  mo(@Payload() batch: Batch<MoReceived>): Promise<void> {
    return this.keep(batch, read.readMo);
  }

  @EventPattern<string>(intentResolved.topic)
  decision(@Payload() batch: Batch<IntentResolved>): Promise<void> {
    return this.keep(batch, read.readDecision);
  }

  @EventPattern<string>(consentChanged.topic)
  consent(@Payload() batch: Batch<ConsentChanged>): Promise<void> {
    return this.keep(batch, read.readConsent);
  }

  @EventPattern<string>(mtRequested.topic)
  mt(@Payload() batch: Batch<MtRequested>): Promise<void> {
    return this.keep(batch, read.readMt);
  }

  @EventPattern<string>(mtBulkRequested.topic)
  bulk(@Payload() batch: Batch<MtRequested>): Promise<void> {
    return this.keep(batch, read.readMt);
  }

  @EventPattern<string>(mtStatus.topic)
  status(@Payload() batch: Batch<MtStatus>): Promise<void> {
    return this.keep(batch, read.readStatus);
  }

  @EventPattern<string>(receiptReceived.topic)
  receipt(@Payload() batch: Batch<ReceiptReceived>): Promise<void> {
    return this.keep(batch, read.readReceipt);
  }

  @EventPattern<string>(supportCaseOpened.topic)
  caseOpened(@Payload() batch: Batch<SupportCaseOpened>): Promise<void> {
    return this.keep(batch, read.readCaseOpened);
  }

  @EventPattern<string>(supportCaseClosed.topic)
  caseClosed(@Payload() batch: Batch<SupportCaseClosed>): Promise<void> {
    return this.keep(batch, read.readCaseClosed);
  }

  private keep<T>(batch: Batch<T>, reader: Reader<T>): Promise<void> {
    return batch.run<undefined, Kept>({
      load: async () => new Map(),
      decide: (_, event) => ({
        records: [{ entry: entryOf(event, reader), deliveries: this.webhooks.of(event) }],
        effects: [],
      }),
      prepare: (kept) => this.story.prepare(kept.map(({ entry }) => entry)),
      save: (_, kept) => [
        ...this.story.save(kept.map(({ entry }) => entry)),
        ...this.throughput.save(kept.map(({ entry }) => entry)),
        ...this.deliveries.add(kept.flatMap(({ deliveries }) => deliveries)),
      ],
      committed: (kept) => {
        if (kept.some(({ deliveries }) => deliveries.length > 0)) this.delivering.wake();
      },
    });
  }
}

function entryOf<T>(event: Envelope<T>, reader: Reader<T>): StoryEntry {
  const { id: eventId, conversationId, key: subscriber, traceparent } = event;
  return {
    eventId,
    conversationId,
    subscriber,
    traceId: traceparent.split('-')[1]!,
    ...reader(event, event.data),
  };
}
