import {
  ConversationIds,
  encodeEvent,
  eventIdFrom,
  type Batch,
  type Effect,
  type Envelope,
  type OutgoingRecord,
} from '@parley/messaging';
import type { Clock } from '@parley/platform';
import type { HouseEvent } from '../../../tools/conversations/conversation.js';
import { shortName } from '../../../tools/conversations/short-name.js';
import { MemoryBatch } from './memory-batch.js';

/** A handler's method, for one topic of one service. */
export interface Subscription {
  readonly service: string;
  readonly topic: string;
  handle(batch: Batch<unknown>): Promise<unknown>;
}

export type Cause = Pick<Envelope, 'id' | 'key' | 'conversationId' | 'traceparent'>;

/** An event with its place in the order of all. */
export interface PublishedEvent extends HouseEvent {
  readonly place: number;
}

/**
 * The topics in memory: what is published is checked by its schema, goes through JSON as on the wire, and reaches every
 * handler of its topic in the order of publication.
 */
export class MemoryBus {
  /** Everything published, by the subscriber. */
  readonly published = new Map<string, PublishedEvent[]>();
  readonly conversations = new ConversationIds('golden conversations');
  private waiting: Envelope[] = [];
  private subscriptions: readonly Subscription[] = [];
  private offset = 0;

  constructor(private readonly clock: Clock) {}

  connect(subscriptions: readonly Subscription[]): void {
    this.subscriptions = subscriptions;
  }

  /** Publishes a service's effect, with the id that the loop would give it. */
  publish(service: string, cause: Cause, effect: Effect): void {
    const attributes = {
      id: eventIdFrom(cause.id, effect.name),
      source: `parley/${service}`,
      timeMs: this.clock.now(),
      key: effect.key ?? cause.key,
      conversationId: cause.conversationId,
      traceparent: cause.traceparent,
    };
    this.accept(encodeEvent(effect.event, effect.data, attributes));
  }

  /** Takes a record as Kafka would. */
  accept({ topic, key, value, headers }: OutgoingRecord): void {
    const place = (this.offset += 1);
    const data = JSON.parse(value) as Record<string, unknown>;
    const time = this.clock.now();
    this.waiting.push({
      id: headers.ce_id!,
      type: topic,
      source: headers.ce_source!,
      time,
      key,
      conversationId: headers.ce_conversationid!,
      traceparent: headers.traceparent!,
      data,
      origin: { topic, partition: 0, offset: String(place), timestamp: time },
    });
    const event = { event: shortName(topic), data, place };
    const published = this.published.get(key);
    if (published === undefined) this.published.set(key, [event]);
    else published.push(event);
  }

  /** Hands out all that waits, and what comes of it, until nothing waits any more. */
  async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const { topic } = this.waiting[0]!.origin;
      const end = this.waiting.findIndex(({ origin }) => origin.topic !== topic);
      const events = this.waiting.splice(0, end < 0 ? this.waiting.length : end);
      for (const { service, handle } of this.subscriptions.filter((each) => each.topic === topic)) {
        const batch = new MemoryBatch(events, this.clock.now());
        await handle(batch);
        for (const { cause, effect } of batch.effects) this.publish(service, cause, effect);
      }
    }
  }
}
