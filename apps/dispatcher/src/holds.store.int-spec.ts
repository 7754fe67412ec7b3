import type { Database } from '@parley/persistence';
import { testDatabase } from '@parley/testing';
import fc from 'fast-check';
import { isHeld, standing, type Hold } from './domain/hold.js';
import { lanes } from './domain/queued-mt.js';
import { PgHoldsStore } from './holds.store.pg.js';
import { aText, idsOf, Replica, texts } from './mt-queue.builder.js';
import { PgOrdersStore } from './orders.store.pg.js';

let database: Database;
let replica: Replica;
let holds: PgHoldsStore;

beforeAll(async () => {
  ({ database } = await testDatabase());
  replica = new Replica(database);
  holds = new PgHoldsStore(database);
});

beforeEach(async () => {
  await clean();
});

async function clean(): Promise<void> {
  await replica.query(
    'TRUNCATE dispatcher.queue, dispatcher.mt, dispatcher.pace, dispatcher.flows, dispatcher.holds, dispatcher.cancelled_campaigns, dispatcher.campaigns CASCADE',
  );
  await replica.claims.register(['12345', '67890']);
}

const at = (second: number): string => `2026-11-20T15:00:0${second}.000Z`;
const keep = (...orders: Hold[]): Promise<void> => replica.commit(holds.keep(orders));
const sender = (held: boolean, second = held ? 0 : 1): Hold => ({
  ...{ kind: 'sender', name: '12345', held, at: at(second), by: 'kim', why: 'filtering' },
});
const campaign = (held: boolean, second = held ? 0 : 1): Hold => ({
  ...{ kind: 'campaign', name: 'autumn', held, at: at(second) },
});
const autumn = { campaign: 'autumn', lane: 'bulk' } as const;
const due = (): Promise<string[]> => replica.claims.due(['12345', '67890']);

describe('a held sender', () => {
  it('sends what compliance owes, and nothing else until it is let go', async () => {
    const owed = [
      aText({ lane: 'compliance', purpose: 'opt_out_confirmation' }),
      aText({ lane: 'compliance', purpose: 'help' }),
    ];
    const others = lanes.slice(1).map((lane) => aText({ lane }));
    await replica.queue(...others, ...owed);
    await keep(sender(true));
    expect(await due()).toEqual(['12345']);
    expect(await replica.claimedIds()).toEqual(idsOf(owed));
    expect(await due()).toEqual([]);
    await keep(sender(false));
    expect(await due()).toEqual(['12345']);
    expect(await replica.claimedIds()).toEqual(idsOf(others));
  });

  it("sends the confirmation of an opt-out before the person's texts that are held", async () => {
    const subscriber = '+14155550101';
    await replica.queue(aText({ subscriber, lane: 'reply' }));
    await keep(sender(true));
    const owed = aText({ subscriber, lane: 'compliance', purpose: 'opt_out_confirmation' });
    await replica.queue(owed);
    expect(await replica.claimedIds()).toEqual([owed.id]);
  });

  it('has what was claimed before sent, and leaves other senders alone', async () => {
    const [before, after] = texts(2);
    await replica.queue(before!);
    const { mts } = await replica.claim();
    await keep(sender(true));
    await replica.queue(after!, aText({ sender: '67890' }));
    await replica.submit(...mts);
    expect(await replica.query('SELECT status FROM dispatcher.mt')).toEqual([{ status: 'submitted' }]);
    expect(await replica.claimedIds()).toEqual([]);
    expect((await replica.claim({ sender: '67890' })).mts).toHaveLength(1);
  });
});

describe('a held campaign', () => {
  it('waits while others go, also those of the same people, and goes on where it stood', async () => {
    const subscriber = '+14155550101';
    const held = [aText({ ...autumn, subscriber }), aText(autumn)];
    const others = [
      aText({ subscriber, lane: 'bulk', campaign: 'winter' }),
      aText({ lane: 'bulk' }),
      aText({ lane: 'reply', campaign: 'autumn' }),
    ];
    await replica.queue(...held, ...others);
    await due();
    await keep(campaign(true));
    expect((await replica.claimedIds()).toSorted()).toEqual(idsOf(others).toSorted());
    await replica.submit(...others);
    expect(await due()).toEqual([]);
    await keep(campaign(false));
    expect(await due()).toEqual(['12345']);
    expect(await replica.claimedIds()).toEqual(idsOf(held));
  });

  it('is no rival of the others in its lane: they get all of the lease', async () => {
    await replica.queue(...texts(40, autumn), ...texts(40, { lane: 'bulk', campaign: 'winter' }));
    await due();
    await keep(campaign(true));
    expect((await replica.claim({ most: 30 })).mts).toHaveLength(30);
  });

  it('that is cancelled ends while it is held', async () => {
    const mt = aText(autumn);
    await replica.queue(mt);
    await due();
    await keep(campaign(true));
    const orders = new PgOrdersStore(database);
    await replica.commit(
      orders.cancelCampaigns([{ campaign: 'autumn', at: new Date(Date.now() + 1000).toISOString() }]),
    );
    await orders.callBackCampaigns(10);
    expect(await due()).toEqual(['12345']);
    expect((await replica.claim()).mts).toMatchObject([{ id: mt.id, suppressed: 'CANCELLED' }]);
  });
});

it('what is claimed is what the domain does not hold', async () => {
  const text = fc.record({
    lane: fc.constantFrom(...lanes),
    campaign: fc.constantFrom(undefined, 'autumn', 'winter'),
  });
  const hold = fc.constantFrom(
    ...[sender(true), sender(false), campaign(true), campaign(false)],
    ...[
      { ...campaign(true), name: 'winter' },
      { ...sender(true), name: '67890' },
    ],
  );
  const property = fc.asyncProperty(
    fc.array(text, { minLength: 1, maxLength: 10 }),
    fc.array(hold, { maxLength: 3 }),
    async (waiting, orders) => {
      await clean();
      const mts = waiting.map((one) => aText(one));
      await replica.queue(...mts);
      await keep(...orders);
      await due();
      const stand = [...Map.groupBy(orders, ({ kind, name }) => `${kind} ${name}`).values()];
      const now = stand.map((same) => same.reduce(standing));
      const expected = mts.filter((mt) => !isHeld(mt, now));
      expect((await replica.claimedIds()).toSorted()).toEqual(idsOf(expected).toSorted());
    },
  );
  await fc.assert(property, { numRuns: 40 });
});

describe('orders to hold', () => {
  const state = async () =>
    (await replica.query<{ held: boolean; by: string }>(`SELECT held, by FROM dispatcher.holds`))[0];

  it('stand by when they were asked for, in whatever order they come, twice too', async () => {
    await keep(sender(false, 2));
    await keep(sender(true, 1));
    expect(await state()).toEqual({ held: false, by: 'kim' });
    await keep(sender(true, 3), { ...sender(false, 1), by: 'ann' });
    await keep(sender(true, 3));
    expect(await state()).toEqual({ held: true, by: 'kim' });
    await keep(sender(false, 3));
    expect(await state()).toMatchObject({ held: true });
    expect(await holds.count()).toEqual({ senders: 1, campaigns: 0 });
  });
});

describe('holds that a person has to look at', () => {
  const counted = async (): Promise<number> => (await holds.count()).campaigns;

  it('are those of campaigns of which a text waits, also one that a stream brings after a cancellation', async () => {
    await keep(campaign(true));
    expect(await counted()).toBe(0);
    await replica.queue(aText({ lane: 'reply', campaign: 'autumn' }));
    expect(await counted()).toBe(0);
    await replica.queue(aText(autumn));
    expect(await counted()).toBe(1);
    const orders = new PgOrdersStore(database);
    await replica.commit(orders.cancelCampaigns([{ campaign: 'autumn', at: at(2) }]));
    await orders.callBackCampaigns(10);
    expect(await counted()).toBe(0);
    await replica.queue({ ...aText(autumn), queuedAtMs: Date.now() + 60_000 });
    expect(await counted()).toBe(1);
  });

  it('or whose people have their turn yet, unless it was cancelled', async () => {
    await keep(campaign(true));
    await replica.query(`INSERT INTO dispatcher.campaigns (id, campaign, sender, program, body, requested_at)
      VALUES (gen_random_uuid(), 'autumn', '12345', 'club', 'x', '${at(1)}')`);
    expect(await counted()).toBe(1);
    const orders = new PgOrdersStore(database);
    await replica.commit(orders.cancelCampaigns([{ campaign: 'autumn', at: at(2) }]));
    expect(await counted()).toBe(0);
  });
});

describe('what expires while it is held', () => {
  const past = { expiresAtMs: Date.now() - 1000 };

  it('ends, without a slot, in parts; what compliance owes is not touched', async () => {
    const gone = texts(3, { ...past, lane: 'reply' });
    await replica.queue(...gone, aText({ lane: 'reply' }));
    await keep(sender(true));
    expect([await holds.endExpired(2), await holds.endExpired(2), await holds.endExpired(2)]).toEqual([
      2, 1, 0,
    ]);
    const { mts } = await replica.claim();
    expect(mts.map(({ suppressed }) => suppressed)).toEqual(['EXPIRED', 'EXPIRED', 'EXPIRED']);
    expect(idsOf(mts).toSorted()).toEqual(idsOf(gone).toSorted());
    const owed = aText({ ...past, lane: 'compliance', purpose: 'help' });
    await replica.queue(owed);
    await replica.query(`UPDATE dispatcher.holds SET looked_at = '-infinity'`);
    expect(await holds.endExpired(2)).toBe(0);
  });

  it('of a campaign, and of no other', async () => {
    const mine = aText({ ...autumn, ...past });
    await replica.queue(mine, aText({ lane: 'bulk', campaign: 'winter', ...past }));
    await keep(campaign(true));
    expect(await holds.endExpired(10)).toBe(1);
    await keep(campaign(false));
    await replica.queue(aText({ ...autumn, ...past }));
    await replica.query(`UPDATE dispatcher.holds SET looked_at = '-infinity'`);
    expect(await holds.endExpired(10)).toBe(0);
  });
});
