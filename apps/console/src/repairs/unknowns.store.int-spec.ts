import { prepared, type Database } from '@parley/persistence';
import { testDatabase } from '@parley/testing';
import { PgUnknownsStore } from './unknowns.store.pg.js';

let database: Database;
let store: PgUnknownsStore;

const unknown = prepared(
  'spec.unknown',
  `WITH text AS (
     INSERT INTO dispatcher.mt (id, subscriber, sender, lane, purpose, body, segments, encoding, conversation_id, traceparent,
       attempt, status, status_rank, code, carrier, queued_at)
     VALUES (gen_random_uuid(), $5, $1, 1, 'information', 'x', 1, 'gsm7', 'c', 't', 1, $4, 1, 'NO_ANSWER', $2,
       $3::timestamptz)
     RETURNING id
   )
   INSERT INTO dispatcher.unknowns (mt_id, sender, since) SELECT id, $1, $3::timestamptz FROM text`,
);

beforeAll(async () => {
  ({ database } = await testDatabase());
  store = new PgUnknownsStore(database);
  for (const [sender, carrier, at, status] of [
    ['12345', 'simulator', '2026-11-25T10:00:00Z', 'unknown'],
    ['12345', 'smsc', '2026-11-25T11:00:00Z', 'unknown'],
    ['67890', 'smsc', '2026-11-25T12:00:00Z', 'unknown'],
    ['67890', null, '2026-11-25T13:00:00Z', 'unknown'],
    ['67890', 'smsc', '2026-11-25T14:00:00Z', 'delivered'],
  ] as const)
    await database.query(unknown(sender, carrier, at, status, database.rest.number('+12125550001')));
});

const hours = async (search: Parameters<PgUnknownsStore['list']>[0], most = 10): Promise<string[]> =>
  (await store.list(search, most)).texts.map(({ since }) => since.slice(11, 13));

describe('texts with an unknown outcome', () => {
  it('are found by sender, carrier and time, the oldest first', async () => {
    expect(await hours({})).toEqual(['10', '11', '12', '13']);
    expect(await hours({ sender: '67890' })).toEqual(['12', '13']);
    expect(await hours({ carrier: 'smsc' })).toEqual(['11', '12']);
    expect(await hours({ sender: '12345', carrier: 'smsc' })).toEqual(['11']);
    expect(await hours({ since: '2026-11-25T11:00:00Z', until: '2026-11-25T13:00:00Z' })).toEqual([
      '11',
      '12',
    ]);
  });

  it('say how many fit, and of which senders and carriers there are any', async () => {
    const { texts, fit, senders, carriers } = await store.list(
      { sender: '67890', since: '2026-11-25T11:00:00Z' },
      1,
    );
    expect([texts.length, fit]).toEqual([1, 2]);
    expect(senders).toEqual([
      { name: '12345', texts: 2 },
      { name: '67890', texts: 2 },
    ]);
    expect(carriers).toEqual([
      { name: 'simulator', texts: 1 },
      { name: 'smsc', texts: 2 },
    ]);
  });
});
