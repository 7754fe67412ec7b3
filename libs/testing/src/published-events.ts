import { randomUUID } from 'node:crypto';
import type { TestKafka } from './test-kafka.js';

/** A record as it lies on its topic. */
export interface PublishedEvent {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON, the text otherwise. */
  readonly data: unknown;
}

type Condition = (event: PublishedEvent) => boolean;

interface Waiter {
  readonly condition: Condition;
  resolve(event: PublishedEvent): void;
}

/** Everything that lies on some topics, and what comes: by a consumer group of its own, from the beginning. */
export class PublishedEvents {
  readonly all: PublishedEvent[] = [];
  private readonly waiting = new Set<Waiter>();

  private constructor(readonly close: () => Promise<void>) {}

  /** Reads these topics until `close`; it takes a moment until the first of them is there. */
  static async watch(kafka: TestKafka, topics: readonly string[]): Promise<PublishedEvents> {
    const groupId = `parley-spec-${randomUUID()}`;
    const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100, allowAutoTopicCreation: false });
    const published = new PublishedEvents(() => consumer.disconnect());
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ topic, partition, message }) => {
        published.take({
          topic,
          partition,
          offset: message.offset,
          key: message.key?.toString() ?? '',
          headers: textsOf(message.headers ?? {}),
          data: parsed(message.value),
        });
      },
    });
    return published;
  }

  /** Those of a topic with this key, in order. */
  of(topic: string, key: string): PublishedEvent[] {
    return this.all.filter((event) => event.topic === topic && event.key === key);
  }

  /** The first that fits, now or within `withinMs`. */
  next(condition: Condition, withinMs = 20_000): Promise<PublishedEvent> {
    const there = this.all.find(condition);
    if (there !== undefined) return Promise.resolve(there);
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        condition,
        resolve: (event) => {
          clearTimeout(timer);
          this.waiting.delete(waiter);
          resolve(event);
        },
      };
      this.waiting.add(waiter);
      const timer = setTimeout(() => {
        this.waiting.delete(waiter);
        reject(new Error(`No such event within ${withinMs} ms, among ${this.all.length} read.`));
      }, withinMs);
    });
  }

  private take(event: PublishedEvent): void {
    this.all.push(event);
    for (const waiter of [...this.waiting]) if (waiter.condition(event)) waiter.resolve(event);
  }
}

function textsOf(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function parsed(value: Buffer | null): unknown {
  const text = value?.toString() ?? '';
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
