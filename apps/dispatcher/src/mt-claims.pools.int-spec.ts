import { testDatabase } from '@parley/testing';
import { PgHoldsStore } from './holds.store.pg.js';
import { aText, idsOf, Replica, texts } from './mt-queue.builder.js';

const [FIRST, SECOND] = ['+14155550100', '+14155550199'] as const;
let replica: Replica;

beforeAll(async () => {
  replica = new Replica((await testDatabase()).database);
});

beforeEach(async () => {
  await replica.query(
    'TRUNCATE dispatcher.queue, dispatcher.mt, dispatcher.pace, dispatcher.flows, dispatcher.consents, dispatcher.holds',
  );
  await replica.claims.register(['12345', FIRST, SECOND]);
});

const from = (sender: string): Promise<string[]> => replica.claimedIds({ sender });
const inPool = (number: string, changed = {}) => aText({ sender: 'WARM', number, ...changed });

describe('texts of a pool', () => {
  it('are claimed for the number that they were given, and for no other', async () => {
    const [one, other, ordinary] = [inPool(FIRST), inPool(SECOND), aText()];
    await replica.queue(one, other, ordinary);
    expect(await from('WARM')).toEqual([]);
    expect(await from(SECOND)).toEqual([other.id]);
    expect((await replica.claim({ sender: FIRST })).mts).toMatchObject([
      { id: one.id, sender: 'WARM', number: FIRST, subscriber: one.subscriber },
    ]);
    expect(await from('12345')).toEqual([ordinary.id]);
  });

  it('are found due by their numbers', async () => {
    await replica.queue(inPool(FIRST));
    expect(await replica.claims.due([FIRST, SECOND, 'WARM', '12345'])).toEqual([FIRST]);
  });

  it('share campaigns by number', async () => {
    await replica.queue(inPool(FIRST, { lane: 'bulk', campaign: 'wool' }));
    expect(await from(FIRST)).toEqual([]);
    expect(await replica.claims.due([FIRST])).toEqual([FIRST]);
    expect(await from(FIRST)).toHaveLength(1);
    await replica.claims.forget();
  });

  it('of one person keep their order, whatever numbers they go from (I4)', async () => {
    const subscriber = '+14155550101';
    const [first, second] = [inPool(FIRST, { subscriber }), inPool(SECOND, { subscriber })];
    await replica.queue(first, second);
    expect(await from(SECOND)).toEqual([]);
    const { mts } = await replica.claim({ sender: FIRST });
    expect(idsOf(mts)).toEqual([first.id]);
    expect(await from(SECOND)).toEqual([]);
    await replica.submit(...mts);
    expect(await from(SECOND)).toEqual([second.id]);
  });

  it('wait while their pool is paused, but for the compliance lane', async () => {
    const pools = new Map([[FIRST, 'WARM'] as const]);
    const pause = { kind: 'sender', name: 'WARM', held: true, at: '2026-11-26T00:00:00.000Z' } as const;
    await replica.commit(new PgHoldsStore(replica.database).keep([pause]));
    const [help, reply] = [inPool(FIRST, { lane: 'compliance', purpose: 'help' }), inPool(FIRST)];
    await replica.queue(reply);
    expect(await replica.claims.due([FIRST], pools)).toEqual([]);
    await replica.queue(help);
    expect(await replica.claims.due([FIRST], pools)).toEqual([FIRST]);
    expect(idsOf((await replica.claim({ sender: FIRST, pool: 'WARM' })).mts)).toEqual([help.id]);
  });

  it('go by the consent to the pool (I2)', async () => {
    const subscriber = '+14155550101';
    await replica.queue(
      inPool(FIRST, { subscriber, program: 'club' }),
      inPool(SECOND, { subscriber, program: 'club' }),
    );
    const fact = { sender: 'WARM', program: '*', state: 'out', version: 1 } as const;
    await replica.take({ kind: 'consent', subscriber, fact });
    for (const sender of [FIRST, SECOND])
      expect((await replica.claim({ sender })).mts).toMatchObject([
        { suppressed: 'OPTED_OUT', senderState: 'out' },
      ]);
  });

  it('are kept with the number that they went from', async () => {
    await replica.queue(inPool(FIRST), aText());
    await replica.submit(...(await replica.claim({ sender: FIRST })).mts, ...(await replica.claim()).mts);
    const kept = await replica.query('SELECT sender, number FROM dispatcher.mt ORDER BY sender');
    expect(kept).toEqual([
      { sender: '12345', number: null },
      { sender: 'WARM', number: FIRST },
    ]);
  });

  it('give a slot that was not used back to their number', async () => {
    await replica.queue(inPool(FIRST));
    const { mts } = await replica.claim({ sender: FIRST, secondsPerSegment: 10 });
    await replica.commit(replica.claims.release(idsOf(mts)));
    expect((await replica.claim({ sender: FIRST, secondsPerSegment: 10 })).aheadMs).toBeLessThan(1000);
  });

  it('are never claimed for a number that they were taken from at the same moment', async () => {
    const other = replica.another();
    for (let round = 0; round < 20; round += 1) {
      const mts = texts(100, { sender: 'WARM', number: FIRST });
      await replica.queue(...mts);
      const moving = mts.map(({ id }, nth) =>
        other.query(
          'UPDATE dispatcher.queue SET number = $2 WHERE id = $1 AND claimed_by IS NULL',
          id,
          nth % 2 === 0 ? SECOND : FIRST,
        ),
      );
      const claimed = (await replica.claim({ sender: FIRST, most: 500 })).mts;
      await Promise.all(moving);
      expect(claimed.filter(({ number }) => number !== FIRST)).toEqual([]);
      await replica.query('TRUNCATE dispatcher.queue');
    }
  });
});

describe('two numbers of a pool with a contract of 20 segments/s each (I5)', () => {
  it('keep it each by itself in any second, with two replicas', async () => {
    await replica.queue(
      ...texts(60, { sender: 'WARM', number: FIRST, lane: 'reply' }),
      ...texts(60, { sender: 'WARM', number: SECOND, lane: 'reply' }),
    );
    const terms = { secondsPerSegment: 1 / 19, slackSegments: 1, leaseMs: 150 };
    const until = Date.now() + 2200;
    const work = async (one: Replica, sender: string): Promise<void> => {
      while (Date.now() < until) {
        await one.claim({ ...terms, sender });
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };
    const replicas = [replica.another(), replica.another()];
    await Promise.all(replicas.flatMap((one) => [FIRST, SECOND].map((sender) => work(one, sender))));
    for (const number of [FIRST, SECOND]) {
      const rows = await replica.query<{ atMs: number }>(
        `SELECT (extract(epoch FROM slot_at) * 1000)::float8 AS "atMs" FROM dispatcher.queue
         WHERE claimed_by IS NOT NULL AND number = $1 ORDER BY slot_at`,
        number,
      );
      const within = rows.map(
        ({ atMs }) => rows.filter((other) => other.atMs >= atMs && other.atMs < atMs + 999.999).length,
      );
      expect(rows.length).toBeGreaterThan(30);
      expect(Math.max(...within)).toBeLessThanOrEqual(20);
    }
  });
});
