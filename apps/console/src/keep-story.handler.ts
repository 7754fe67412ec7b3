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

type Reader<T> = (head: read.Head, data: T) => read.Reading;

/** Keeps a copy of what happens, for people to look at. It decides nothing, and nothing waits for it. */
@Controller()
export class KeepStoryHandler {
  constructor(
    private readonly story: StoryStore,
    private readonly throughput: ThroughputStore,
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
    return batch.run<undefined, StoryEntry>({
      load: async () => new Map(),
      decide: (_, event) => ({ records: [entryOf(event, reader)], effects: [] }),
      save: (_, entries) => [...this.story.save(entries), ...this.throughput.save(entries)],
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
