import { randomUUID } from 'node:crypto';
import type { PersonEraseRequested } from '@parley/contracts';
import { prepared, type Database } from '@parley/persistence';
import { testDatabase } from '@parley/testing';
import type { Steps } from '../batch.js';
import { consumerGroupOf } from '../kafka/topics.js';
import { Inbox } from '../loop/inbox.js';
import { ConversationIds } from '../wire/conversation-id.js';
import { Erasing } from './erasing.js';
import { Erasures } from './erasures.js';

const ANN = '+14155550101';
const BEN = '+14155550102';
const people = new ConversationIds('sixteen characters or more');

let database: Database;
let inbox: Inbox;
let service = 0;

beforeAll(async () => {
  ({ database } = await testDatabase());
  inbox = new Inbox(database, 'spec/topic');
  await database.query(prepared('spec.words', 'CREATE TABLE public.words (word text)')());
});

/** Two replicas of a service that nobody else here has. */
async function replicas(): Promise<[Erasures, Erasures]> {
  service += 1;
  const both = [1, 2].map(() => new Erasures(database, `spec-${service}`, people));
  for (const each of both) await each.refresh();
  return both as [Erasures, Erasures];
}

const take = (erasures: Erasures) => inbox.take([randomUUID()], erasures.service, erasures.revision);
const forget = (erasures: Erasures, untilMs: number, ...whom: string[]) =>
  database.commit([erasures.note(new Map(whom.map((each) => [each, untilMs])))]);

describe('what was set aside of who is forgotten', () => {
  it('is released of this service, and of nobody else', async () => {
    const [here] = await replicas();
    const park = (consumer: string, key: string, offset: number) =>
      database.query(
        prepared(
          '',
          `INSERT INTO messaging.parked (consumer, key, partition, topic, "offset", reason, record)
          VALUES ($1, $2, 0, 't', $3, 'HANDLER_BUG', '{}')`,
        )(consumer, database.rest.number(key), offset),
      );
    const group = consumerGroupOf(here.service);
    await park(`${group}/t`, ANN, 1);
    await park(`${group}/t`, BEN, 2);
    await park('another/t', ANN, 3);
    const batch = {
      run: async (steps: Steps<PersonEraseRequested, number>) =>
        database.commit([...steps.save(new Map([[ANN, 5000]]), [])]),
    };
    await new Erasing(database, here).requested(batch as never, { erase: () => [] });
    const rows = await database.query<{ offset: string }>(
      prepared('', 'SELECT "offset" FROM messaging.parked WHERE released_at IS NOT NULL')(),
    );
    expect(rows.map(({ offset }) => Number(offset))).toEqual([1]);
  });
});

describe('who was forgotten', () => {
  it('is known to the other replica before it commits anything more', async () => {
    const [here, there] = await replicas();
    await database.commit([take(there)]);
    await forget(here, 5000, ANN);
    await expect(database.commit([take(there)])).rejects.toMatchObject({
      code: '40001',
      transient: true,
      message: expect.stringContaining('ERASURES_MOVED_ON') as string,
    });
    await there.refresh();
    await database.commit([take(there)]);
    const covers = [4999, 5000, 5001].map((time) => there.covers({ key: ANN, time }));
    expect([...covers, there.covers({ key: BEN, time: 1 })]).toEqual([true, true, false, false]);
  });

  it('is told to whoever listens, by an opaque name, also when it happens again', async () => {
    const [here, there] = await replicas();
    const heard: (readonly string[])[] = [];
    there.onErased((subjects) => heard.push(subjects));
    await forget(here, 5000, ANN, BEN);
    await there.refresh();
    await forget(here, 7000, BEN);
    await there.refresh();
    await there.refresh();
    expect(heard).toEqual([[people.ofPerson(ANN), people.ofPerson(BEN)], [people.ofPerson(BEN)]]);
    expect(there.untilOf(BEN)).toBe(7000);
  });

  it('is forgotten until the latest instant that anybody named', async () => {
    const [here] = await replicas();
    await forget(here, 9000, ANN);
    await forget(here, 5000, ANN);
    await here.refresh();
    expect([here.untilOf(ANN), here.revision]).toEqual([9000, 2]);
  });

  it("is no other service's business", async () => {
    const [here] = await replicas();
    const [other] = await replicas();
    await forget(here, 5000, ANN);
    await database.commit([take(other)]);
    await other.refresh();
    expect(other.untilOf(ANN)).toBeUndefined();
  });

  it('waits for a batch that is being committed, and sees what it kept', async () => {
    const [here, there] = await replicas();
    const batch = database.commit([
      take(there),
      prepared('spec.slow', `SELECT pg_sleep(0.3)`)(),
      prepared('spec.say', `INSERT INTO public.words VALUES ('late')`)(),
    ]);
    const locked = prepared(
      'spec.locked',
      `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock' AND granted`,
    )();
    while ((await database.query(locked)).length === 0);
    await database.commit([
      here.note(new Map([[ANN, 5000]])),
      prepared('spec.destroy', 'DELETE FROM public.words')(),
    ]);
    await batch;
    expect(await database.query(prepared('spec.left', 'SELECT * FROM public.words')())).toEqual([]);
  });
});
