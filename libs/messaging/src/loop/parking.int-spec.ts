import { createDataSource, databaseOf, type Database } from '@parley/persistence';
import { closeLater, testDatabase } from '@parley/testing';
import type { Envelope } from '../envelope.js';
import { Erasures } from '../erasure/erasures.js';
import { ConversationIds } from '../wire/conversation-id.js';
import { event, person } from './memory-loop.builder.js';
import { ParkedConversations } from './parked-conversations.js';
import { Parking } from './parking.js';

const [ann, bob] = [person(1), person(2)];
let database: Database;
let inTheClear: Database;
let parking: Parking;

beforeAll(async () => {
  const own = await testDatabase();
  ({ database } = own);
  const source = createDataSource({ url: own.url, applicationName: 'parley-spec' });
  await source.initialize();
  closeLater(() => source.destroy());
  inTheClear = await databaseOf(source);
});

beforeEach(async () => {
  parking = new Parking(database, 'spec/thing');
  await database.query({ name: '', text: 'TRUNCATE messaging.parked', values: [] });
});

const park = (events: readonly Envelope[], reason: string) => parking.park(events, reason, 'spec', null);
const at = (partition: number, offset: string) => ({ topic: 't', partition, offset, timestamp: 0 });
const release = (key: string) =>
  database.query({
    name: '',
    text: 'UPDATE messaging.parked SET released_at = now() WHERE key = $1',
    values: [database.rest.number(key)],
  });

/** Key and number of what is released on these partitions. */
async function released(...partitions: number[]): Promise<string[]> {
  const all = await parking.released(partitions);
  return all.map(
    ({ envelope }) => `${envelope.key} ${(envelope as Envelope<{ version: number }>).data.version}`,
  );
}

describe('the parking lot on PostgreSQL', () => {
  const texts = ['plain', 'NUL \u0000 here', 'half \ud83e of a pair', 'quotes " \\ { } , \'', '🧶'];

  it('gives an event back as it was, whatever its text holds', async () => {
    const events = texts.map((text, i) => ({ ...event(ann, i + 1), data: { text } as never }));
    await database.commit([park(events, 'HANDLER_BUG')]);
    const [kept] = await database.query<{ row: string }>({
      name: '',
      text: `SELECT string_agg(p::text, '') AS row FROM messaging.parked p`,
      values: [],
    });
    expect(kept!.row).not.toMatch(/plain|quotes|4155551001/);
    await release(ann);
    const back = await parking.released([0]);
    expect(back.map(({ envelope }) => envelope)).toEqual(events);
  });

  it('gives back also what stands in the clear, and as versions before kept it', async () => {
    const events = texts.map((text, i) => ({ ...event(ann, i + 1), data: { text } as never }));
    const before = event(ann, 9);
    const clear = new Parking(inTheClear, 'spec/thing');
    await inTheClear.commit([clear.park(events, 'HANDLER_BUG', 'spec', null)]);
    await inTheClear.query({
      name: '',
      text: `INSERT INTO messaging.parked (consumer, key, partition, topic, "offset", reason, record)
        VALUES ('spec/thing', $1, 0, 't', $2, 'HANDLER_BUG', $3)`,
      values: [ann, before.origin.offset, JSON.stringify(before)],
    });
    await new ParkedConversations(inTheClear).release(ann, undefined);
    const back = await clear.released([0]);
    expect(back.map(({ envelope }) => envelope)).toEqual([...events, before]);
  });

  it('gives conversations back whole and in the order of the topic, once somebody released them', async () => {
    const events = [3, 1, 2].map((n) => event(ann, n, { origin: at(0, String(n)) }));
    await database.commit([park(events, 'HANDLER_BUG'), park([event(bob, 1)], 'HANDLER_BUG')]);
    expect(await released(0)).toEqual([]);
    await release(ann);
    await database.commit([park([event(ann, 10, { origin: at(0, '10') })], 'BEHIND_PARKED')]);
    expect(await released(0)).toEqual([1, 2, 3, 10].map((n) => `${ann} ${n}`));
    expect(await released(1)).toEqual([]);
    expect(await new Parking(database, 'other/thing').released([0])).toEqual([]);
  });

  it('takes nothing of a service that does not know whom it has forgotten meanwhile', async () => {
    const erasures = new Erasures(database, 'forgetful', new ConversationIds('sixteen characters or more'));
    await erasures.refresh();
    await database.commit([erasures.note(new Map([[ann, Date.now()]]))]);
    const late = parking.park([event(ann, 1)], 'HANDLER_BUG', 'forgetful', erasures.revision);
    await expect(database.commit([late])).rejects.toMatchObject({ code: '40001' });
    await erasures.refresh();
    await database.commit([parking.park([event(bob, 1)], 'HANDLER_BUG', 'forgetful', erasures.revision)]);
    expect(await parking.keys([0])).toEqual([bob]);
  });

  it('keeps an event once, however often its record comes', async () => {
    const one = event(ann, 1);
    await database.commit([park([one], 'HANDLER_BUG')]);
    await database.commit([park([one], 'BEHIND_PARKED')]);
    await release(ann);
    expect(await released(0)).toEqual([`${ann} 1`]);
  });

  it('knows who is parked where, and lets go of what was taken', async () => {
    const events = [event(ann, 1, { origin: at(3, '1') }), event(bob, 1, { origin: at(5, '1') })];
    await database.commit([park(events, 'HANDLER_BUG')]);
    expect(await parking.keys([3])).toEqual([ann]);
    expect((await parking.keys([3, 5])).sort()).toEqual([ann, bob].sort());
    await release(ann);
    const [taken] = await parking.released([3]);
    await database.commit([parking.remove([taken!.id])]);
    expect(await parking.keys([3, 5])).toEqual([bob]);
  });

  it('tells who waits, and has their events taken again when somebody says so', async () => {
    const conversationId = 'c0ffee00'.repeat(4);
    const nul = { ...event(ann, 1), conversationId, data: { text: 'NUL \u0000 here' } as never };
    await database.commit([
      park([nul, event(ann, 2, { origin: at(0, '2') })], 'HANDLER_BUG'),
      park([event(bob, 1, { origin: at(0, '3') })], 'HANDLER_BUG'),
    ]);
    const parked = new ParkedConversations(database);
    const [first, second] = await parked.list(10);
    expect([first, second]).toMatchObject([
      { subscriber: ann, consumer: 'spec/thing', events: 2, reason: 'HANDLER_BUG', released: false },
      { subscriber: bob, events: 1 },
    ]);
    expect(first!.conversationId).toBe(conversationId);
    expect(await parked.releaseThat(first!.id)).toBe(2);
    expect(await parked.releaseThat(first!.id)).toBe(0);
    expect(await released(0)).toHaveLength(2);
    expect(await parked.release(bob, 'another')).toBe(0);
    expect(await parked.release(bob, undefined)).toBe(1);
    expect((await parked.list(10)).map((one) => one.released)).toEqual([true, true]);
  });
});
