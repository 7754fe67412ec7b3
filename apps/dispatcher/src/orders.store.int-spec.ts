import type { Database } from '@parley/persistence';
import { testDatabase } from '@parley/testing';
import fc from 'fast-check';
import { callsBack, type CancelOrder } from './domain/cancel-order.js';
import { aText, idsOf, Replica, texts } from './mt-queue.builder.js';
import { PgMtLimitsStore } from './mt-limits.store.pg.js';
import { PgOrdersStore } from './orders.store.pg.js';

let database: Database;
let replica: Replica;
let orders: PgOrdersStore;

beforeAll(async () => {
  ({ database } = await testDatabase());
  replica = new Replica(database);
  orders = new PgOrdersStore(database);
});

beforeEach(async () => {
  await replica.query(
    'TRUNCATE dispatcher.queue, dispatcher.mt, dispatcher.pace, dispatcher.cancelled_campaigns',
  );
  await replica.claims.register(['12345']);
});

async function calledBack(): Promise<string[]> {
  const rows = await replica.query<{ id: string }>(
    `SELECT id FROM dispatcher.queue WHERE suppressed = 'CANCELLED' AND due_at <= clock_timestamp()`,
  );
  return idsOf(rows).toSorted();
}

const cancelCampaign = (campaign: string, at = Date.now()): Promise<void> =>
  replica.commit(orders.cancelCampaigns([{ campaign, at: new Date(at).toISOString(), by: 'spec' }]));

describe('texts that are called back', () => {
  it('are those of which the domain says so, and no others', async () => {
    const lane = fc.constantFrom('compliance' as const, 'reply' as const, 'bulk' as const);
    const person = fc.constantFrom('+14155550101', '+14155550102');
    const text = fc.record({
      subscriber: person,
      sender: fc.constantFrom('12345', '67890'),
      program: fc.constantFrom('club', 'other', undefined),
      lane,
    });
    const order = fc.record({
      subscriber: person,
      which: fc.option(fc.nat({ max: 5 }), { nil: undefined }),
      sender: fc.constantFrom('12345', undefined),
      program: fc.constantFrom('club', undefined),
    });
    const property = fc.asyncProperty(
      fc.array(text, { minLength: 1, maxLength: 8 }),
      fc.array(order, { minLength: 1, maxLength: 3 }),
      async (waiting, asked) => {
        await replica.query('TRUNCATE dispatcher.queue');
        const mts = waiting.map((each) => aText({ ...each, sendAfterMs: Date.now() + 3_600_000 }));
        const given = asked.map(({ which, ...rest }): CancelOrder => {
          const mtId = which === undefined ? undefined : mts[which % mts.length]!.id;
          return { ...rest, mtId };
        });
        await replica.queue(...mts);
        await replica.commit(orders.cancel(given));
        const expected = mts.filter((mt) => given.some((one) => callsBack(one, mt)));
        expect(await calledBack()).toEqual(idsOf(expected).toSorted());
      },
    );
    await fc.assert(property, { numRuns: 30 });
  });

  it('are not those that were claimed: they are under way', async () => {
    const [first, second] = texts(2, { subscriber: '+14155550101' });
    await replica.queue(first!, second!);
    expect(await replica.claimedIds()).toEqual([first!.id]);
    await replica.commit(orders.cancel([{ subscriber: '+14155550101' }]));
    expect(await calledBack()).toEqual([second!.id]);
  });

  it('come out of the claim with their code, at once and without a slot, however far off they were', async () => {
    const mt = aText({ sendAfterMs: Date.now() + 86_400_000, segments: 3 });
    await replica.queue(mt);
    await replica.commit(orders.cancel([{ subscriber: mt.subscriber, mtId: mt.id }]));
    const { mts } = await replica.claim();
    expect(mts).toMatchObject([{ id: mt.id, suppressed: 'CANCELLED', waitMs: expect.any(Number) as number }]);
    const [pace] = await replica.query<{ idle: boolean }>(
      `SELECT tat = '-infinity' AS idle FROM dispatcher.pace WHERE sender = '12345'`,
    );
    expect(pace).toEqual({ idle: true });
  });
});

describe('a cancelled campaign', () => {
  it('is called back a part at a time, and others go on', async () => {
    const mine = texts(5, { campaign: 'autumn', lane: 'bulk' });
    await replica.queue(...mine, ...texts(2, { campaign: 'winter', lane: 'bulk' }));
    await cancelCampaign('autumn');
    const counts = [
      await orders.callBackCampaigns(3),
      await orders.callBackCampaigns(3),
      await orders.callBackCampaigns(3),
    ];
    expect(counts).toEqual([3, 2, 0]);
    expect(await calledBack()).toEqual(idsOf(mine).toSorted());
  });

  it('lets those go that were queued afterwards', async () => {
    await cancelCampaign('autumn');
    const later = aText({ campaign: 'autumn', queuedAtMs: Date.now() + 1000 });
    await replica.queue(later);
    expect(await orders.callBackCampaigns(10)).toBe(0);
  });

  it('is told to the intake; an older order does not move the mark back', async () => {
    const at = Date.parse('2026-11-20T15:00:00.000Z');
    await cancelCampaign('autumn', at);
    await cancelCampaign('autumn', at - 1000);
    const none = { nowMs: 0, capped: new Set<string>(), prefixes: new Map(), repeats: new Map() };
    const around = await new PgMtLimitsStore(database, new Replica(database).words).load({
      campaigns: new Set(['autumn', 'winter']),
      ...none,
    });
    expect([around.cancelledAtMs('autumn'), around.cancelledAtMs('winter')]).toEqual([at, undefined]);
  });

  it('is done once nothing of it waits, a minute after it was marked', async () => {
    const done = async (): Promise<unknown> =>
      (await replica.query('SELECT done_at IS NOT NULL AS done FROM dispatcher.cancelled_campaigns'))[0];
    await cancelCampaign('autumn');
    await orders.callBackCampaigns(10);
    expect(await done()).toEqual({ done: false });
    await replica.query(`UPDATE dispatcher.cancelled_campaigns SET marked_at = now() - interval '2 minutes'`);
    await orders.callBackCampaigns(10);
    expect(await done()).toEqual({ done: true });
  });
});

describe('marketing whose hours ended while it waited', () => {
  const closing = (changed: object = {}) =>
    aText({ lane: 'bulk', zones: 'America/New_York', openUntilMs: Date.now() - 1000, ...changed });

  it('is not claimed, but told and put off', async () => {
    const [late, open] = [closing(), closing({ openUntilMs: Date.now() + 60_000 })];
    await replica.queue(late, open);
    expect(await replica.claimedIds()).toEqual([open.id]);
    const found = await orders.closed(10);
    expect(found).toMatchObject([{ id: late.id, lane: 'bulk', zones: 'America/New_York', sender: '12345' }]);
    const atMs = Date.now() + 3_600_000;
    await replica.commit(orders.defer([{ id: late.id, atMs, untilMs: atMs + 3_600_000 }]));
    expect(await orders.closed(10)).toEqual([]);
    const [row] = await replica.query<{ dueMs: number }>(
      `SELECT (extract(epoch FROM due_at) * 1000)::float8 AS "dueMs" FROM dispatcher.queue WHERE id = $1`,
      late.id,
    );
    expect(row!.dueMs).toBeCloseTo(atMs, 0);
  });

  it('ends with its code where no hours come in time', async () => {
    const mt = closing();
    await replica.queue(mt);
    await replica.commit(orders.defer([{ id: mt.id }]));
    expect((await replica.claim()).mts).toMatchObject([{ id: mt.id, suppressed: 'QUIET_HOURS' }]);
  });

  it('goes when it was claimed while it was open', async () => {
    const mt = closing({ openUntilMs: Date.now() + 60_000 });
    await replica.queue(mt);
    await replica.claim();
    await replica.commit(orders.defer([{ id: mt.id, atMs: Date.now() + 3_600_000, untilMs: 0 }]));
    expect(await replica.query('SELECT 1 FROM dispatcher.queue WHERE claimed_by IS NOT NULL')).toHaveLength(
      1,
    );
  });
});
