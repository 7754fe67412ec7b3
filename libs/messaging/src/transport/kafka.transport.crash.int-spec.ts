import { mtStatus } from '@parley/contracts';
import { closeLater, PublishedEvents, testDatabase, testKafka } from '@parley/testing';
import { EventPublisher, PublishError } from '../kafka/event-publisher.js';
import { until } from '../kafka/group-member.builder.js';
import { CountingService } from './counting-service.builder.js';

const kafka = testKafka();
let service: CountingService;
let published: PublishedEvents;

beforeAll(async () => {
  const publisher = new EventPublisher(kafka);
  await publisher.connect();
  closeLater(() => publisher.close());
  published = await PublishedEvents.watch(kafka, [mtStatus.topic]);
  closeLater(published.close);
  service = new CountingService(kafka, (await testDatabase()).database, publisher);
  await service.prepare();
  closeLater(() => service.remove());
});

const attemptOf = (data: unknown) => (data as { attempt: number }).attempt;
const told = (person: string) => published.of(mtStatus.topic, person).map(({ data }) => attemptOf(data));
const numbers = (count: number, from = 1) => Array.from({ length: count }, (_, i) => from + i);

function tellsOf(person: string, number: number): Promise<unknown> {
  return published.next(({ key, data }) => key === person && attemptOf(data) === number);
}

describe('a member that dies between commit and publish', () => {
  it('leaves its effects in the outbox: the next one tells them first, and once', async () => {
    const person = service.person(1);
    const broken = Object.create(service.publisher) as EventPublisher;
    broken.publish = (records) =>
      records.some(({ topic }) => topic === mtStatus.topic)
        ? Promise.reject(new PublishError('no broker'))
        : service.publisher.publish(records);

    await service.tell(person, 1, 2);
    const dying = await service.start(broken);
    await until(async () => (await service.query('SELECT id FROM messaging.outbox')).length > 0);
    await dying.close();
    expect(await service.turns(person)).toEqual([1, 2]);
    expect(told(person)).toEqual([]);

    await service.tell(person, 3);
    const next = await service.start();
    await tellsOf(person, 3);
    await next.close();
    expect(told(person)).toEqual([1, 2, 3]);
    expect(await service.turns(person)).toEqual([1, 2, 3]);
    expect(await service.query('SELECT id FROM messaging.outbox')).toEqual([]);
  });
});

describe('members that come and go', () => {
  it('take every event once and each person’s in order, while partitions change hands', async () => {
    const people = numbers(24, 10).map((n) => service.person(n));
    const last = 60;
    let sent = 0;
    const sending = (async () => {
      for (sent = 1; sent <= last; sent += 1) {
        await Promise.all(people.map((person) => service.tell(person, sent)));
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
    })();

    const one = await service.start();
    await until(() => sent > 10);
    const other = await service.start();
    await until(() => sent > 25);
    await one.close();
    await until(() => sent > 35);
    const third = await service.start();
    await until(() => sent > 45);
    await other.close();
    await sending;
    await Promise.all(people.map((person) => tellsOf(person, last)));
    await third.close();

    for (const person of people) {
      expect(await service.turns(person)).toEqual(numbers(last));
      // A former owner may tell once more what the next one told; ids make that harmless.
      const ids = published.of(mtStatus.topic, person).map(({ headers }) => headers['ce_id']);
      expect(new Set(ids).size).toBe(last);
      const firsts = told(person).filter((number, i, all) => all.indexOf(number) === i);
      expect(firsts).toEqual(numbers(last));
    }
  });
});
