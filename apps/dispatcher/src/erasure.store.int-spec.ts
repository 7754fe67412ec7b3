import type { Database } from '@parley/persistence';
import { testDatabase } from '@parley/testing';
import { PgErasureStore } from './erasure.store.pg.js';
import { aText, Replica } from './mt-queue.builder.js';

const [ANN, BEN] = ['+14155550101', '+14155550102'] as const;
const WORDS = 'your kanarienvogel';

let database: Database;
let replica: Replica;
let store: PgErasureStore;

beforeAll(async () => {
  ({ database } = await testDatabase());
  replica = new Replica(database);
  store = new PgErasureStore(database, replica.words);
  await replica.claims.register(['12345']);
});

interface Kept {
  subscriber: string;
  body: string;
  suppressed?: string;
  sealed_body?: Buffer | null;
}
const wordsOf = (table: string) =>
  replica.query<Kept>(`SELECT * FROM dispatcher.${table} ORDER BY subscriber`);

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
    const [went, stayed] = await wordsOf('mt');
    expect([went!.body, went!.sealed_body, stayed!.body]).toEqual(['', null, '']);
    expect(stayed!.sealed_body).not.toBeNull();
    const due = await replica.query('SELECT 1 FROM dispatcher.queue WHERE due_at <= now()');
    expect(due).toHaveLength(1);
  });

  it('destroys the key under which their texts rest: a row of a backup opens with nothing', async () => {
    const { id } = (await replica.query<{ id: string }>('SELECT id FROM dispatcher.mt LIMIT 1'))[0]!;
    for (const subscriber of [ANN, BEN]) await replica.words.ready([subscriber]);
    const rests = [ANN, BEN].map(
      (subscriber) => replica.words.rest(id, { subscriber, text: WORDS }) as { sealed: string },
    );
    await database.commit(store.erase([ANN]));
    const open = await new Replica(database).words.opener([ANN, BEN]);
    const opened = rests.map(({ sealed }, at) =>
      open([ANN, BEN][at]!, Buffer.from(sealed, 'hex'), `mt/${id}`),
    );
    expect(opened).toEqual([undefined, WORDS]);
  });

  it('takes a person out of campaigns, and out of what is known for sending', async () => {
    const people = [ANN, BEN].map((subscriber) => database.rest.number(subscriber));
    await replica.query(
      `INSERT INTO dispatcher.campaigns (id, campaign, sender, program, body, subscribers, requested_at)
       VALUES (gen_random_uuid(), 'wool', '12345', 'club', 'b', $1, now())`,
      people,
    );
    await replica.query('INSERT INTO dispatcher.recipients (subscriber) SELECT unnest($1::text[])', people);
    await database.commit(store.erase([ANN]));
    const [campaign] = await replica.query<{ subscribers: string[] }>(
      'SELECT subscribers FROM dispatcher.campaigns',
    );
    expect(campaign!.subscribers).toEqual([BEN]);
    const known = await replica.query<{ subscriber: string }>('SELECT subscriber FROM dispatcher.recipients');
    expect(known.map(({ subscriber }) => subscriber)).toEqual([BEN]);
  });
});
