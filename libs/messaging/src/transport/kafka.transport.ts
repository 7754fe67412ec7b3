import { Logger } from '@nestjs/common';
import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { events } from '@parley/contracts';
import type { Clock } from '@parley/platform';
import type { Database } from '@parley/persistence';
import type { Kafka } from 'kafkajs';
import { firstValueFrom, isObservable } from 'rxjs';
import type { Batch } from '../batch.js';
import type { Erasures } from '../erasure/erasures.js';
import type { EventPublisher } from '../kafka/event-publisher.js';
import { consumerGroupOf } from '../kafka/topics.js';
import { ConsumerLag } from '../loop/consumer-lag.js';
import { ConsumerLoop } from '../loop/consumer-loop.js';
import { TopicPipeline } from '../loop/topic-pipeline.js';
import { observeOutboxAge } from '../outbox/outbox-age.js';
import type { ConversationIds } from '../wire/conversation-id.js';

export interface TransportOptions {
  readonly service: string;
  readonly kafka: Kafka;
  readonly publisher: EventPublisher;
  readonly database: Database;
  readonly conversations: ConversationIds;
  readonly erasures: Erasures;
  readonly clock: Clock;
}

/** Further settings of a handler: `@EventPattern(topic, undefined, { lane: 'bulk' })` consumes in a group of its own. */
export interface HandlerExtras {
  lane?: string;
}

/**
 * The one loop as a Nest transport: `@EventPattern(event.topic)` methods take a `Batch` and run it.
 */
export class KafkaTransport extends Server implements CustomTransportStrategy {
  private readonly stopping = new AbortController();
  private readonly loops: ConsumerLoop[] = [];
  private readonly log = new Logger('KafkaTransport');
  private lag: ConsumerLag | undefined;

  constructor(private readonly options: TransportOptions) {
    super();
  }

  /** True when every consumer has joined its group. */
  get ready(): boolean {
    return this.loops.every((loop) => loop.ready);
  }

  listen(callback: (error?: unknown) => void): void {
    this.start().then(() => callback(), callback);
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await this.lag?.close().catch(() => undefined);
    await Promise.all(this.loops.map((loop) => loop.close()));
  }

  override on(): never {
    throw new Error('The Kafka transport emits no events; watch its health instead.');
  }

  override unwrap<T>(): T {
    return this.options.kafka as T;
  }

  private async start(): Promise<void> {
    const byGroup = new Map<string, Map<string, TopicPipeline>>();
    for (const [topic, handler] of this.messageHandlers) {
      const definition = events.find((event) => event.topic === topic);
      if (!definition) throw new Error(`No event is declared for the pattern ${topic}; see libs/contracts.`);
      const group = consumerGroupOf(
        this.options.service,
        (handler.extras as HandlerExtras | undefined)?.lane,
      );
      const pipelines = byGroup.get(group) ?? new Map<string, TopicPipeline>();
      byGroup.set(group, pipelines);
      pipelines.set(
        topic,
        new TopicPipeline({
          ...this.options,
          group,
          definition,
          logger: this.log,
          stop: this.stopping.signal,
          now: () => this.options.clock.now(),
          handle: async (batch: Batch<unknown>) => {
            const result: unknown = await handler(batch);
            // A stream is how Nest hands on an exception; the batch keeps the error itself.
            if (isObservable(result))
              await firstValueFrom(result, { defaultValue: undefined }).catch(() => undefined);
          },
        }),
      );
    }
    for (const [group, pipelines] of byGroup) {
      this.loops.push(new ConsumerLoop(this.options.kafka, group, pipelines, this.log, this.stopping.signal));
    }
    await Promise.all(this.loops.map((loop) => loop.start()));
    this.lag = new ConsumerLag(this.options.kafka, () => this.loops.map((loop) => loop.held));
    observeOutboxAge(this.options.database, this.options.service);
  }
}
