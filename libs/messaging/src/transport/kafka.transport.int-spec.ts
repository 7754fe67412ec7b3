import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, Payload } from '@nestjs/microservices';
import { consentState, mtStatus, type ConsentState } from '@parley/contracts';
import { Clock } from '@parley/platform';
import { closeLater, PublishedEvents, testDatabase, testKafka } from '@parley/testing';
import type { Batch } from '../batch.js';
import { EventPublisher } from '../kafka/event-publisher.js';
import { until } from '../kafka/group-member.builder.js';
import { withAdmin } from '../kafka/own-topic.builder.js';
import { eventIdFrom } from '../wire/event-id.js';
import { ConversationIds } from '../wire/conversation-id.js';
import { Erasures } from '../erasure/erasures.js';
import { CountingService } from './counting-service.builder.js';
import { KafkaTransport } from './kafka.transport.js';

const kafka = testKafka();
let service: CountingService;
let published: PublishedEvents;

beforeAll(async () => {
  const publisher = new EventPublisher(kafka);
  await publisher.connect();
  closeLater(() => publisher.close());
  service = new CountingService(kafka, (await testDatabase()).database, publisher);
  await service.prepare();
  closeLater(() => service.remove());
  published = await PublishedEvents.watch(kafka, [mtStatus.topic]);
  closeLater(published.close);
});

const numbers = (count: number, from = 1) => Array.from({ length: count }, (_, i) => from + i);
const told = (person: string) =>
  published.of(mtStatus.topic, person).map(({ data }) => (data as { attempt: number }).attempt);

/** Where the group will go on, by partition. */
function committed(): Promise<Record<number, number>> {
  return withAdmin(kafka, async (admin) => {
    const [offsets] = await admin.fetchOffsets({ groupId: service.name, topics: [consentState.topic] });
    return Object.fromEntries(
      offsets!.partitions.map(({ partition, offset }) => [partition, Number(offset)]),
    );
  });
}

function ends(): Promise<Record<number, number>> {
  return withAdmin(kafka, async (admin) => {
    const offsets = await admin.fetchTopicOffsets(consentState.topic);
    return Object.fromEntries(offsets.map(({ partition, high }) => [partition, Number(high)]));
  });
}

/** Of what is there: a partition that was never read has the place -1. */
function sum(places: Record<number, number>): number {
  return Object.values(places).reduce((total, at) => total + Math.max(0, at), 0);
}

describe('the Kafka transport', () => {
  it('takes every event once and in order, tells its effects, and leaves its place when it is closed', async () => {
    const people = numbers(20).map((n) => service.person(n));
    const transport = await service.start();
    for (const person of people) await service.tell(person, ...numbers(10));
    await Promise.all(
      people.map((person) =>
        published.next(({ key, data }) => key === person && (data as { attempt: number }).attempt === 10),
      ),
    );
    for (const person of people) {
      expect(await service.turns(person)).toEqual(numbers(10));
      expect(told(person)).toEqual(numbers(10));
    }
    expect(transport.ready).toBe(true);
    const [first] = published.of(mtStatus.topic, people[0]!);
    const cause = eventIdFrom('6ba7b810-9dad-11d1-80b4-00c04fd430c8', `${people[0]!}/1`);
    expect(first!.headers).toMatchObject({
      ce_id: eventIdFrom(cause, 'told'),
      ce_type: mtStatus.type,
      ce_source: `parley/${service.name}`,
      ce_conversationid: '0123456789abcdef0123456789abcdef',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00',
    });

    await transport.close();
    // Other specs write to the topic meanwhile: its end says nothing of what was taken here.
    const place = await committed();
    expect(service.places.size).toBeGreaterThan(1);
    for (const [partition, behind] of service.places) expect(place[partition]).toBeGreaterThanOrEqual(behind);
    expect(await service.query('SELECT id FROM messaging.outbox')).toEqual([]);
  });

  it('goes on where it was', async () => {
    const person = service.person(1);
    await service.tell(person, 11, 12);
    const transport = await service.start();
    await published.next(({ key, data }) => key === person && (data as { attempt: number }).attempt === 12);
    await transport.close();
    expect(await service.turns(person)).toEqual(numbers(12));
    expect(told(person)).toEqual(numbers(12));
  });

  it('drops what comes again, whether told again or delivered again', async () => {
    const person = service.person(1);
    const before = await service.turnCount();
    // A group that has lost its place begins anew.
    await withAdmin(kafka, (admin) => admin.deleteGroups([service.name]));
    const transport = await service.start();
    await service.tell(person, 1, 2, 12, 13);
    await published.next(({ key, data }) => key === person && (data as { attempt: number }).attempt === 13);
    await until(async () => sum(await committed()) === sum(await ends()));
    await transport.close();
    expect(await service.turnCount()).toBe(before + 1);
    expect(told(person)).toEqual(numbers(13));
  });

  it('serves handlers that Nest finds, and refuses a pattern that is no event of the house', async () => {
    const seen: string[] = [];

    @Controller()
    class Hears {
      @EventPattern<string>(consentState.topic)
      hear(@Payload() batch: Batch<ConsentState>): Promise<void> {
        return batch.run({
          concerns: ({ key }) => key === service.person(30),
          load: () => Promise.resolve(new Map<string, never>()),
          decide: (_state, { data }) => (seen.push(`${data.subscriber} ${data.version}`), { effects: [] }),
          save: () => [],
        });
      }
    }
    @Module({ controllers: [Hears] })
    class Hearing {}

    const { database, publisher } = service;
    const another = new CountingService(kafka, database, publisher);
    await another.prepare();
    closeLater(() => another.remove());
    const conversations = new ConversationIds('a pepper of sixteen');
    const erasures = new Erasures(database, another.name, conversations);
    const options = { kafka, publisher, database, clock: new Clock(), conversations, erasures };
    const strategy = new KafkaTransport({ ...options, service: another.name });
    const app = await NestFactory.createMicroservice(Hearing, { strategy, logger: false });
    await app.listen();
    await service.tell(service.person(30), 1, 2);
    await until(() => seen.length === 2);
    await app.close();
    expect(seen).toEqual([1, 2].map((n) => `${service.person(30)} ${n}`));

    const other = new KafkaTransport({ ...options, service: 'spec' });
    other.addHandler('no.such.event', () => Promise.resolve(), true);
    const failure = await new Promise((resolve) => other.listen(resolve));
    expect(String(failure)).toContain('No event is declared for the pattern no.such.event');
  });
});
