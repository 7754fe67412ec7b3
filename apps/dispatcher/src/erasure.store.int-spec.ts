import type { Database } from '@parley/persistence';
import { testDatabase } from '@parley/testing';
import { PgErasureStore } from './erasure.store.pg.js';
import { aText, Replica } from './mt-queue.builder.js';

const [ANN, BEN] = ['+14155550101', '+14155550102'] as const;
const WORDS = 'your kanarienvogel';

let database: Database;
let replica: Replica;
const store = new PgErasureStore();

beforeAll(async () => {
  ({ database } = await testDatabase());
  replica = new Replica(database);
  await replica.claims.register(['12345']);
});

const wordsOf = (table: string) =>
  replica.query<{ subscriber: string; body: string; suppressed?: string }>(
    `SELECT * FROM dispatcher.${table} ORDER BY subscriber`,
  );

describe('an erasure in the dispatcher', () => {
  it('ends what waits at once, and leaves no words of what waits, goes or went', async () => {
    const later = { text: WORDS, sendAfterMs: Date.now() + 3_600_000 };
    await replica.queue(aText({ subscriber: ANN, ...later }), aText({ subscriber: BEN, ...later }));
    for (const subscriber of [ANN, BEN]) {
      const mt = aText({ subscriber, text: WORDS });
      await replica.take({ kind: 'refused', mt, code: 'NO_CONSENT' });
    }
    await database.commit(store.erase([ANN]));
    const [ann, ben] = await wordsOf('queue');
    expect([ann!.body, ann!.suppressed, ben!.body, ben!.suppressed]).toEqual(['', 'ERASED', WORDS, null]);
    expect((await wordsOf('mt')).map(({ subscriber, body }) => [subscriber, body])).toEqual([
      [ANN, ''],
      [BEN, WORDS],
    ]);
    const due = await replica.query('SELECT 1 FROM dispatcher.queue WHERE due_at <= now()');
    expect(due).toHaveLength(1);
  });

  it('takes a person out of campaigns, and out of what is known for sending', async () => {
    await replica.query(
      `INSERT INTO dispatcher.campaigns (id, campaign, sender, program, body, subscribers, requested_at)
       VALUES (gen_random_uuid(), 'wool', '12345', 'club', 'b', '{${ANN},${BEN}}', now())`,
    );
    for (const subscriber of [ANN, BEN])
      await replica.query(`INSERT INTO dispatcher.recipients (subscriber) VALUES ('${subscriber}')`);
    await database.commit(store.erase([ANN]));
    const [campaign] = await replica.query<{ subscribers: string[] }>(
      'SELECT subscribers FROM dispatcher.campaigns',
    );
    expect(campaign!.subscribers).toEqual([BEN]);
    const known = await replica.query<{ subscriber: string }>('SELECT subscriber FROM dispatcher.recipients');
    expect(known.map(({ subscriber }) => subscriber)).toEqual([BEN]);
  });
});
