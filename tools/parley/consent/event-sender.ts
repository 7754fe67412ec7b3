import type { DataOf, EventDefinition } from '@parley/contracts';
import { ConversationIds, encodeEvent, EventPublisher, externalEventId } from '@parley/messaging';
import { unsampledTraceparent } from '@parley/platform';
import type { KafkaClient } from '../platform/kafka.js';

const SOURCE = 'parley-cli';
/** Records in one request. */
const BATCH = 1_000;

type Record = ReturnType<typeof encodeEvent>;

/** Publishes many requests of the command line, a request's id made of what it is: sent twice it is one. */
export class EventSender {
  private waiting: Record[] = [];

  private constructor(
    private readonly publisher: EventPublisher,
    private readonly conversations: ConversationIds,
  ) {}

  static async open(kafka: KafkaClient, pepper: string): Promise<EventSender> {
    const publisher = new EventPublisher(kafka);
    await publisher.connect();
    return new EventSender(publisher, new ConversationIds(pepper));
  }

  /** `name` tells this request from all others; resolves at once, or when a batch was taken. */
  async send<D extends EventDefinition>(
    event: D,
    name: string,
    data: DataOf<D> & { subscriber: string; sender?: string | undefined },
  ): Promise<void> {
    const id = externalEventId(SOURCE, name);
    this.waiting.push(
      encodeEvent(event, data, {
        id,
        source: SOURCE,
        timeMs: Date.now(),
        key: data.subscriber,
        conversationId: this.conversations.of(data.subscriber, data.sender ?? ''),
        traceparent: unsampledTraceparent(id),
      }),
    );
    if (this.waiting.length >= BATCH) await this.flush();
  }

  /** Resolves when all that was sent is on Kafka. Throws PublishError. */
  async flush(): Promise<void> {
    const records = this.waiting;
    this.waiting = [];
    await this.publisher.publish(records);
  }

  close(): Promise<void> {
    return this.publisher.close();
  }
}
