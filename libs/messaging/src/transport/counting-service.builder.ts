import { randomUUID } from 'node:crypto';
import { consentState, mtStatus, type ConsentState } from '@parley/contracts';
import { prepared, type Database, type Row } from '@parley/persistence';
import { Clock } from '@parley/platform';
import type { Kafka } from 'kafkajs';
import type { Batch, Steps } from '../batch.js';
import { effect } from '../decision.js';
import type { Envelope } from '../envelope.js';
import { Erasures } from '../erasure/erasures.js';
import { type EventPublisher } from '../kafka/event-publisher.js';
import { withAdmin } from '../kafka/own-topic.builder.js';
import { deadLetterTopic } from '../kafka/topics.js';
import { ConversationIds } from '../wire/conversation-id.js';
import { encodeEvent } from '../wire/encode.js';
import { eventIdFrom } from '../wire/event-id.js';
import { KafkaTransport } from './kafka.transport.js';

const load = prepared(
  'spec.load',
  'SELECT subscriber, count, last FROM spec.counts WHERE subscriber = ANY($1::text[])',
);
const saveCounts = prepared(
  'spec.save-counts',
  `INSERT INTO spec.counts SELECT * FROM unnest($1::text[], $2::int[], $3::int[])
   ON CONFLICT (subscriber) DO UPDATE SET count = excluded.count, last = excluded.last`,
);
const saveTurns = prepared(
  'spec.save-turns',
  'INSERT INTO spec.turns (subscriber, number) SELECT * FROM unnest($1::text[], $2::int[])',
);

interface Count {
  readonly count: number;
  readonly last: number;
}

/**
 * A service that counts each subscriber's `consent.state` events and tells each by an `mt.status`, with the
 * event's number as its attempt. Its consumer group is its own, and so is what concerns it: people of its prefix.
 */
export class CountingService {
  readonly name = `spec-${randomUUID().slice(0, 8)}`;
  readonly deadLetters = deadLetterTopic(consentState.topic, this.name);
  /** Numbers of its people begin so. */
  readonly prefix = `+1${String(2_000_000 + Math.floor(Math.random() * 7_000_000))}`;
  /** Behind the last of its people's events that it was handed, by partition: others write to the topic too. */
  readonly places = new Map<number, number>();
  isBad: (key: string, number: number) => boolean = () => false;

  constructor(
    readonly kafka: Kafka,
    readonly database: Database,
    readonly publisher: EventPublisher,
  ) {}

  async prepare(): Promise<void> {
    for (const text of [
      'CREATE SCHEMA IF NOT EXISTS spec',
      'CREATE TABLE IF NOT EXISTS spec.counts (subscriber text PRIMARY KEY, count int NOT NULL, last int NOT NULL)',
      'CREATE TABLE IF NOT EXISTS spec.turns (id serial, subscriber text NOT NULL, number int NOT NULL)',
    ]) {
      await this.query(text);
    }
    // Other specs put records onto the topic that nobody can take.
    await withAdmin(this.kafka, (admin) =>
      admin.createTopics({ topics: [{ topic: this.deadLetters, numPartitions: 1 }], waitForLeaders: true }),
    );
  }

  /** Takes its group and its dead letters off the broker, once its members are gone. */
  async remove(): Promise<void> {
    await withAdmin(this.kafka, async (admin) => {
      await admin.deleteTopics({ topics: [this.deadLetters] });
      await admin.deleteGroups([this.name]).catch(() => undefined); // it may never have had a member
    });
  }

  person(n: number): string {
    return `${this.prefix}${100 + n}`;
  }

  /** Publishes the events with these numbers of a person; the same number is the same event. */
  tell(person: string, ...numbers: number[]): Promise<void> {
    return this.publisher.publish(
      numbers.map((number) =>
        encodeEvent(
          consentState,
          { subscriber: person, version: number, consents: [] },
          {
            id: eventIdFrom('6ba7b810-9dad-11d1-80b4-00c04fd430c8', `${person}/${number}`),
            source: 'spec',
            timeMs: Date.now(),
            key: person,
            conversationId: '0123456789abcdef0123456789abcdef',
            traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00',
          },
        ),
      ),
    );
  }

  /** Starts a member of the group; `publisher` is its way to publish. */
  async start(
    publisher: EventPublisher = this.publisher,
    database: Database = this.database,
  ): Promise<KafkaTransport> {
    const { kafka, name: service } = this;
    const conversations = new ConversationIds('sixteen characters or more');
    const transport = new KafkaTransport({
      service,
      kafka,
      publisher,
      database,
      conversations,
      erasures: new Erasures(database, service, conversations),
      clock: new Clock(),
    });
    const steps = this.steps();
    const take = (batch: Batch<ConsentState>): Promise<void> => {
      for (const { key, origin } of batch.events)
        if (key.startsWith(this.prefix)) this.places.set(origin.partition, Number(origin.offset) + 1);
      return batch.run(steps);
    };
    transport.addHandler(consentState.topic, take, true);
    await new Promise<void>((resolve, reject) =>
      transport.listen((error) => (error === undefined ? resolve() : reject(error as Error))),
    );
    return transport;
  }

  /** The numbers that took effect for a person, in order. */
  async turns(person: string): Promise<number[]> {
    const rows = await this.query<{ number: number }>(
      'SELECT number FROM spec.turns WHERE subscriber = $1 ORDER BY id',
      person,
    );
    return rows.map((row) => row.number);
  }

  async turnCount(): Promise<number> {
    return (await this.query<{ n: number }>('SELECT count(*) AS n FROM spec.turns'))[0]!.n;
  }

  query<R extends object = Row>(text: string, ...values: unknown[]): Promise<R[]> {
    return this.database.query<R>(prepared('', text)(...values));
  }

  private steps(): Steps<ConsentState, Count, [string, number]> {
    return {
      concerns: ({ key }) => key.startsWith(this.prefix),
      load: async (keys) => {
        const rows = await this.database.query<Count & { subscriber: string }>(load(keys));
        return new Map(rows.map((row) => [row.subscriber, row]));
      },
      decide: (state, event) => this.decide(state, event),
      save: (changed, records) => {
        const counts = [...changed.values()];
        return [
          saveCounts(
            [...changed.keys()],
            counts.map(({ count }) => count),
            counts.map(({ last }) => last),
          ),
          saveTurns(
            records.map(([subscriber]) => subscriber),
            records.map(([, number]) => number),
          ),
        ];
      },
    };
  }

  private decide(state: Count | undefined, { key, data: { version } }: Envelope<ConsentState>) {
    if (this.isBad(key, version)) throw new TypeError('cannot decide');
    const told = effect(mtStatus, 'told', { ...mtStatus.example, subscriber: key, attempt: version });
    const record: [string, number] = [key, version];
    return { state: { count: (state?.count ?? 0) + 1, last: version }, records: [record], effects: [told] };
  }
}
