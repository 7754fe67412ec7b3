import { testDatabase } from '@parley/testing';
import type { StoryEntry } from './domain/story-entry.js';
import { stepOf } from './domain/throughput.js';
import { PgThroughputStore } from './throughput.store.pg.js';

const status = (at: number, sender: string, data: object): StoryEntry => ({
  ...{ eventId: 'e', conversationId: 'c', subscriber: '+14155550143', mtId: 'm', text: undefined },
  ...{ traceId: 't', kind: 'status', sender, at: new Date(at).toISOString(), data: { ...data } },
});

it('what senders gave is added up over batches, and read from a time on', async () => {
  const { database } = await testDatabase();
  const store = new PgThroughputStore(database);
  const now = Date.parse(stepOf(Date.now()));
  const sent = { status: 'submitted', segments: 2 };
  await database.commit(store.save([status(now, '12345', sent), status(now + 4999, '12345', sent)]));
  await database.commit(
    store.save([
      status(now + 1, '12345', { status: 'retrying', code: 'THROTTLED' }),
      status(now + 5000, '67890', sent),
      status(now - 2 * 86_400_000, '12345', sent),
    ]),
  );
  const rows = [
    { sender: '12345', at: new Date(now).toISOString(), segments: 4, throttled: 1 },
    { sender: '67890', at: new Date(now + 5000).toISOString(), segments: 2, throttled: 0 },
  ];
  expect(await store.since(now)).toEqual(rows);
  expect(await store.since(0)).toHaveLength(3);
  expect(store.save([status(now, '12345', { status: 'refused' })])).toEqual([]);
});
