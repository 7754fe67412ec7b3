import { randomBytes } from 'node:crypto';
import { consentState, mtStatus } from '@parley/contracts';
import { closeLater, PublishedEvents, testDatabase, testKafka, type PublishedEvent } from '@parley/testing';
import type { Message, Producer, RecordMetadata } from 'kafkajs';
import { EventPublisher } from '../kafka/event-publisher.js';
import { until } from '../kafka/group-member.builder.js';
import { ParkedConversations } from '../loop/parked-conversations.js';
import { CountingService } from './counting-service.builder.js';
import type { KafkaTransport } from './kafka.transport.js';

const kafka = testKafka();
let service: CountingService;
let published: PublishedEvents;
let producer: Producer;
let transport: KafkaTransport;

beforeAll(async () => {
  producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  closeLater(() => producer.disconnect());
  const publisher = new EventPublisher(kafka);
  await publisher.connect();
  closeLater(() => publisher.close());
  service = new CountingService(kafka, (await testDatabase()).database, publisher);
  await service.prepare();
  closeLater(() => service.remove());
  published = await PublishedEvents.watch(kafka, [mtStatus.topic, service.deadLetters]);
  closeLater(published.close);
  transport = await service.start();
  closeLater(() => transport.close());
});

const attemptOf = ({ data }: PublishedEvent) => (data as { attempt: number }).attempt;

function tellsOf(person: string, number: number): Promise<PublishedEvent> {
  return published.next((event) => event.key === person && attemptOf(event) === number);
}

/** Puts a record onto the service's topic, and says where it lies. */
async function put(message: Message): Promise<RecordMetadata> {
  const [place] = await producer.send({ topic: consentState.topic, messages: [message] });
  return place!;
}

const lettersAt =
  (place: RecordMetadata) =>
  ({ headers }: PublishedEvent) =>
    headers['dlq-partition'] === String(place.partition) && headers['dlq-offset'] === place.baseOffset;

const id = { ce_id: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20', ce_type: consentState.type };

describe('a record that cannot be taken', () => {
  it.each<[string, string, (key: string) => Message]>([
    [
      'is no UTF-8',
      'SCHEMA_INVALID',
      (key) => ({ key, value: Buffer.from([0xff, 0xfe, 0x00]), headers: id }),
    ],
    ['is no JSON', 'SCHEMA_INVALID', (key) => ({ key, value: 'STOP', headers: id })],
    ['has another shape', 'SCHEMA_INVALID', (key) => ({ key, value: '{"subscriber":1}', headers: id })],
    ['has no id', 'SCHEMA_INVALID', (key) => ({ key, value: JSON.stringify(consentState.example) })],
    [
      'is of a version to come',
      'UNSUPPORTED_VERSION',
      (key) => ({ key, value: '{}', headers: { ...id, ce_type: 'parley.consent.state.v2' } }),
    ],
    [
      'is another event',
      'UNKNOWN_TYPE',
      (key) => ({ key, value: '{}', headers: { ...id, ce_type: 'parley.mt.status.v1' } }),
    ],
    ['is too large', 'TOO_LARGE', (key) => ({ key, value: Buffer.alloc(400_000, 'x'), headers: id })],
  ])(
    'because it %s is set aside once, with its reason and place, and others go on',
    async (_what, reason, make) => {
      const person = service.person(1);
      const number = published.all.filter(({ key }) => key === person).length + 1;
      const place = await put(make(person));
      await service.tell(person, number);
      await tellsOf(person, number);
      const letter = await published.next(lettersAt(place));
      expect(letter.headers).toMatchObject({
        'dlq-reason': reason,
        'dlq-topic': consentState.topic,
        'dlq-group': service.name,
      });
      expect(letter.key).toBe(person);
      expect(published.all.filter(lettersAt(place))).toHaveLength(1);
    },
  );

  it('of no value, which compaction leaves behind, is set aside too', async () => {
    const place = await put({ key: service.person(2), value: null });
    expect((await published.next(lettersAt(place))).headers['dlq-reason']).toBe('SCHEMA_INVALID');
  });

  it('holds nobody up when it is as large as the broker takes, also several of them together', async () => {
    const person = service.person(3);
    const big = Array.from({ length: 4 }, () => randomBytes(700_000));
    const places = [];
    for (const value of big) places.push(await put({ key: person, value, partition: 0 }));
    places.push(
      await put({ key: person, value: 'x', partition: 0, headers: { long: 'x'.repeat(1_000_000) } }),
    );
    await service.tell(person, 1);
    await tellsOf(person, 1);
    for (const place of places) await published.next(lettersAt(place));
    expect(
      published.all.filter((event) => event.key === person && event.topic === service.deadLetters),
    ).toHaveLength(5);
  });
});

describe('a conversation that a bug poisons', () => {
  const parked = () =>
    service.query<{ key: string; n: number }>('SELECT key, count(*) AS n FROM messaging.parked GROUP BY key');

  it('waits alone, and goes on in order once somebody releases it', async () => {
    const [bob, ann] = [service.person(10), service.person(11)];
    service.isBad = (key, number) => key === bob && number >= 3;
    await service.tell(bob, 1, 2, 3, 4);
    await service.tell(ann, 1);
    await tellsOf(ann, 1);
    await service.tell(bob, 5);
    await service.tell(ann, 2);
    await tellsOf(ann, 2);
    await until(async () => (await parked())[0]?.n === 3);
    expect(await parked()).toEqual([{ key: bob, n: 3 }]);
    expect(await service.turns(bob)).toEqual([1, 2]);

    service.isBad = () => false;
    await new ParkedConversations(service.database).release(bob, undefined);
    await tellsOf(bob, 5);
    await service.tell(bob, 6);
    await tellsOf(bob, 6);
    expect(await service.turns(bob)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(published.of(mtStatus.topic, bob).map(attemptOf)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await parked()).toEqual([]);
  });

  it('waits also for the owner that comes after a restart', async () => {
    const bob = service.person(12);
    service.isBad = (key) => key === bob;
    await service.tell(bob, 1);
    await until(async () => (await parked()).length === 1);
    await transport.close();
    service.isBad = () => false;
    transport = await service.start();
    await service.tell(bob, 2);
    await until(async () => (await parked())[0]?.n === 2);
    await service.query('UPDATE messaging.parked SET released_at = now()');
    await tellsOf(bob, 2);
    expect(await service.turns(bob)).toEqual([1, 2]);
  });
});
