import type { EventDefinition } from '@parley/contracts';
import { ConversationIds, encodeEvent, type Batch, type Effect, type Envelope } from '@parley/messaging';
import type { Clock } from '@parley/platform';
import type { HouseEvent } from '../../../tools/conversations/conversation.js';
import { shortName } from '../../../tools/conversations/short-name.js';
import { asJson } from './as-json.js';
import { MemoryBatch } from './memory-batch.js';
import type { Remembered } from './remembered.js';

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

/** An event about to be published; its id is the bus's affair. */
export type Attributes = Pick<Envelope, 'source' | 'key' | 'conversationId' | 'traceparent'>;

/**
 * The topics in memory: what is published is checked by its schema, comes as from the wire, and reaches every handler of
 * its topic in the order of publication.
 */
export class MemoryBus {
  /** Everything published, by the subscriber. */
  readonly published: Map<string, PublishedEvent[]>;
  readonly conversations: CountedConversations;
  private waiting: Envelope[] = [];
  private readonly subscriptions = new Map<string, Subscription[]>();
  private offset = 0;

  constructor(
    remembered: Remembered,
    private readonly clock: Clock,
  ) {
    this.published = remembered.map();
    this.conversations = new CountedConversations(remembered);
  }

  connect(subscriptions: readonly Subscription[]): void {
    for (const each of subscriptions) {
      const others = this.subscriptions.get(each.topic);
      if (others === undefined) this.subscriptions.set(each.topic, [each]);
      else others.push(each);
    }
  }

  /** Publishes a service's effect. */
  publish(service: string, cause: Cause, effect: Effect): void {
    this.accept(effect.event, effect.data, {
      source: `parley/${service}`,
      key: effect.key ?? cause.key,
      conversationId: effect.conversationId ?? cause.conversationId,
      traceparent: cause.traceparent,
    });
  }

  /** Takes an event as Kafka would. Throws ContractError where it does not fit its schema. */
  accept(definition: EventDefinition, given: unknown, attributes: Attributes): void {
    const { topic } = definition;
    const time = this.clock.now();
    const checked = definition.schema.safeParse(given);
    if (!checked.success) throw contractError(definition, given, attributes);
    const place = (this.offset += 1);
    // The schema has left nothing that JSON does not know.
    const data = asJson(checked.data) as Record<string, unknown>;
    const origin = { topic, partition: 0, offset: String(place), timestamp: time };
    this.waiting.push({ ...attributes, id: idOf(place), type: topic, time, data, origin });
    const event = { event: shortName(topic), data, place };
    const published = this.published.get(attributes.key);
    if (published === undefined) this.published.set(attributes.key, [event]);
    else published.push(event);
  }

  /** Hands out all that waits, and what comes of it, until nothing waits any more: of one topic at a time. */
  async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const { topic } = this.waiting[0]!.origin;
      const waiting = this.waiting;
      this.waiting = [];
      const events: Envelope[] = [];
      for (const event of waiting) (event.origin.topic === topic ? events : this.waiting).push(event);
      for (const { service, handle } of this.subscriptions.get(topic) ?? []) {
        const batch = new MemoryBatch(events, this.clock.now());
        await handle(batch);
        for (const { cause, effect } of batch.effects) this.publish(service, cause, effect);
      }
    }
  }
}

/** Names conversations by counting them: nobody has to find the same name elsewhere. */
class CountedConversations extends ConversationIds {
  private readonly known: Map<string, string>;

  constructor(remembered: Remembered) {
    super('');
    this.known = remembered.map();
  }

  override of(subscriber: string, sender: string): string {
    const name = `${subscriber}|${sender}`;
    let id = this.known.get(name);
    if (id === undefined) this.known.set(name, (id = (this.known.size + 1).toString(16).padStart(32, '0')));
    return id;
  }
}

/** Counted too: a replay, for which the loop makes ids of what caused an event, is not played here. */
function idOf(place: number): string {
  return `00000000-0000-5000-8000-${place.toString(16).padStart(12, '0')}`;
}

/** What the loop would say. */
function contractError(definition: EventDefinition, data: unknown, attributes: Attributes): Error {
  try {
    encodeEvent(definition, data, { ...attributes, id: idOf(0), timeMs: 0 });
    return new Error(`${definition.type} fits its schema after all.`);
  } catch (error) {
    return error as Error;
  }
}
