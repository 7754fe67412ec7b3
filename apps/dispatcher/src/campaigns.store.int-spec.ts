import type { CampaignRequested } from '@parley/contracts';
import { campaignRequested, programConfigured, senderConfigured } from '@parley/contracts';
import {
  ConfigDirectory,
  ConversationIds,
  type EventPublisher,
  type OutgoingRecord,
} from '@parley/messaging';
import { IN_THE_CLEAR, type Database } from '@parley/persistence';
import { Clock } from '@parley/platform';
import { testDatabase } from '@parley/testing';
import { randomUUID } from 'node:crypto';
import { nextOf, PgCampaignsStore } from './campaigns.store.pg.js';
import type { ClaimMtsService } from './claim-mts.service.js';
import { ExpandCampaignsService } from './expand-campaigns.service.js';
import { PgHoldsStore } from './holds.store.pg.js';
import { Replica } from './mt-queue.builder.js';
import { PgMtLimitsStore } from './mt-limits.store.pg.js';
import { OurNumbers } from './our-numbers.js';
import { PoolPlaces } from './pool-places.js';
import { PoolStates } from './pool-states.service.js';
import { PgPoolsStore } from './pools.store.pg.js';

let database: Database;
let replica: Replica;

beforeAll(async () => {
  ({ database } = await testDatabase());
  replica = new Replica(database);
});

beforeEach(() =>
  replica.query(`TRUNCATE dispatcher.queue, dispatcher.mt, dispatcher.consents, dispatcher.cancelled_campaigns,
    dispatcher.campaign_chunks, dispatcher.campaigns, dispatcher.holds`),
);

/** Every hour is open, so that the specs run at any. */
const directory = new ConfigDirectory();
directory.apply(senderConfigured.topic, '12345', {
  ...senderConfigured.example,
  marketingHours: [{ region: 'US', from: '00:00', until: '24:00' }],
});
directory.apply(programConfigured.topic, 'sweater-club', programConfigured.example);

function aService(on = replica): {
  service: ExpandCampaignsService;
  store: PgCampaignsStore;
  published: OutgoingRecord[];
} {
  const store = new PgCampaignsStore(database, on.instance);
  const pools = new PgPoolsStore(database);
  const published: OutgoingRecord[] = [];
  const publisher = {
    publish: async (records: readonly OutgoingRecord[]) => void published.push(...records),
  } as unknown as EventPublisher;
  const service = new ExpandCampaignsService(
    ...([
      store,
      on.intake,
      new PgMtLimitsStore(database, on.words),
      directory,
      new ConversationIds('spec'),
    ] as const),
    ...([
      { queued: () => undefined } as unknown as ClaimMtsService,
      new PoolPlaces(pools, new PoolStates(pools, new OurNumbers(directory)), directory),
      new Clock(),
      database,
      publisher,
      { PARLEY_TRACE_RATIO: 0 },
    ] as const),
  );
  return { service, store, published };
}

const numberOf = (n: number): string => `+1212${5_550_000 + n}`;

async function members(count: number): Promise<void> {
  await replica.query(
    `INSERT INTO dispatcher.consents (subscriber, sender, program, state, version)
     SELECT subscriber, '12345', 'sweater-club', CASE WHEN n % 10 = 0 THEN 'out' ELSE 'in' END, 1
     FROM unnest($1::text[]) WITH ORDINALITY AS s(subscriber, n)`,
    Array.from({ length: count }, (_, n) => database.rest.number(numberOf(n))),
  );
}

async function begin(changed: Partial<CampaignRequested> = {}): Promise<string> {
  const id = randomUUID();
  const data = { ...campaignRequested.example, requestedAt: new Date().toISOString(), ...changed };
  await replica.commit(aService().store.keep([{ id, data }]));
  return id;
}

async function toItsEnd(service: ExpandCampaignsService): Promise<number> {
  for (let steps = 0; ; steps += 1) {
    await replica.query(`UPDATE dispatcher.campaigns SET taken_until = '-infinity'`); // without its rests
    if (!(await service.advance())) return steps;
  }
}

const state = async (id: string): Promise<object | undefined> =>
  (
    await replica.query('SELECT chunk, queued, refused, outcome FROM dispatcher.campaigns WHERE id = $1', id)
  )[0];
const queued = async (): Promise<number> =>
  (await replica.query<{ n: number }>('SELECT count(*)::int AS n FROM dispatcher.queue'))[0]!.n;

describe('a campaign', () => {
  it('reaches everybody who is in the program, once, a few at a time', async () => {
    await members(1200);
    const id = await begin();
    await toItsEnd(aService().service);
    expect(await queued()).toBe(1080);
    expect(await state(id)).toEqual({ chunk: 3, queued: 1080, refused: 0, outcome: 'done' });
    const [{ distinct }] = (await replica.query(
      'SELECT count(DISTINCT subscriber)::int AS distinct FROM dispatcher.queue',
    )) as [{ distinct: number }];
    expect(distinct).toBe(1080);
  });

  it('given twice is one, and goes on after a restart where it was', async () => {
    await members(1200);
    const id = await begin();
    const data = { ...campaignRequested.example };
    await replica.commit(aService().store.keep([{ id, data }]));
    await aService().service.advance();
    expect(await queued()).toBe(500);
    await toItsEnd(aService(replica.another()).service);
    expect(await queued()).toBe(1080);
  });

  it('of which two replicas take the same step is taken that step once', async () => {
    await members(600);
    const id = await begin();
    const slow = aService();
    const run = (await slow.store.take(10))!;
    await replica.query(`UPDATE dispatcher.campaigns SET taken_until = '-infinity'`); // it was away for long
    await aService(replica.another()).service.advance();
    const step = { queued: 500, refused: 0, reachedTo: numberOf(600) };
    await expect(replica.commit(slow.store.step(run, step))).rejects.toMatchObject({ code: '23505' });
    expect(await state(id)).toMatchObject({ chunk: 1, queued: 500 });
  });

  it('to a list reaches those of it who are in the program, each once, and says why others are not', async () => {
    await members(20);
    const subscribers = [numberOf(3), numberOf(9), numberOf(1), numberOf(3), '+12125559999'];
    const id = await begin({ subscribers });
    const { service, published } = aService();
    await toItsEnd(service);
    expect(await state(id)).toEqual({ chunk: 1, queued: 2, refused: 2, outcome: 'done' });
    const codes = published.map(({ value }) => (JSON.parse(value) as { code: string }).code);
    expect(codes.toSorted()).toEqual(['NO_CONSENT', 'OPTED_OUT']);
  });

  it('that is cancelled reaches nobody further', async () => {
    await members(1200);
    const id = await begin();
    const { service } = aService();
    await service.advance();
    await replica.query(
      `INSERT INTO dispatcher.cancelled_campaigns (campaign, cancelled_at) VALUES ('autumn-wool', now())`,
    );
    await toItsEnd(service);
    expect(await state(id)).toMatchObject({ queued: 500, outcome: 'cancelled' });
  });

  it.each([
    { kind: 'campaign', name: 'autumn-wool' },
    { kind: 'sender', name: '12345' },
  ] as const)('stops while its $kind is held, and goes on where it stood', async (held) => {
    await members(1200);
    const id = await begin();
    const { service } = aService();
    await service.advance();
    const holds = new PgHoldsStore(database);
    await replica.commit(holds.keep([{ ...held, held: true, at: '2026-11-20T15:00:00.000Z' }]));
    expect(await toItsEnd(service)).toBe(0);
    expect(await state(id)).toEqual({ chunk: 1, queued: 500, refused: 0, outcome: null });
    const other = await begin({
      campaign: 'winter-wool',
      expiresAt: new Date(Date.now() - 1000).toISOString(),
    });
    await toItsEnd(service);
    expect(await state(other)).toMatchObject({ outcome: 'expired' });
    await replica.commit(holds.keep([{ ...held, held: false, at: '2026-11-20T15:00:01.000Z' }]));
    await toItsEnd(service);
    expect(await state(id)).toEqual({ chunk: 3, queued: 1080, refused: 0, outcome: 'done' });
  });

  it('that is held ends when it is cancelled', async () => {
    await members(600);
    const id = await begin();
    await replica.query(
      `INSERT INTO dispatcher.holds (kind, name, held, requested_at) VALUES ('campaign', 'autumn-wool', true, now())`,
    );
    await replica.query(
      `INSERT INTO dispatcher.cancelled_campaigns (campaign, cancelled_at) VALUES ('autumn-wool', now())`,
    );
    await toItsEnd(aService().service);
    expect(await state(id)).toMatchObject({ queued: 0, outcome: 'cancelled' });
  });

  it('waits for its time, ends at its end, and waits while too many of its texts do', async () => {
    await members(10);
    await begin({ sendAfter: new Date(Date.now() + 60_000).toISOString() });
    expect(await aService().service.advance()).toBe(false);
    const over = await begin({ expiresAt: new Date(Date.now() - 1000).toISOString() });
    await toItsEnd(aService().service);
    expect(await state(over)).toMatchObject({ queued: 0, outcome: 'expired' });
    await replica.query('UPDATE dispatcher.campaigns SET send_after = NULL');
    await aService().service.advance();
    expect(await aService().store.take(3)).toBeUndefined();
    await begin();
    expect(await aService().store.take(3)).toMatchObject({ waiting: 3 });
  });

  it('takes turns with others', async () => {
    await members(1200);
    const [first, second] = [await begin(), await begin({ campaign: 'winter-wool' })];
    const { service } = aService();
    await service.advance();
    await service.advance();
    expect(await state(first)).toMatchObject({ chunk: 1 });
    expect(await state(second)).toMatchObject({ chunk: 1 });
  });
});

describe('a list', () => {
  it('is taken in the order of its numbers, without repeats', () => {
    expect(nextOf(IN_THE_CLEAR, ['+3', '+1', '+2', '+1'], '', 2)).toEqual(['+1', '+2']);
    expect(nextOf(IN_THE_CLEAR, ['+3', '+1', '+2', '+1'], '+2', 2)).toEqual(['+3']);
  });

  it('is taken in the order in which they rest, where the console counts who is left', async () => {
    const subscribers = Array.from({ length: 9 }, (_, n) => numberOf(n));
    const [row] = await replica.query<{ ordered: string[] }>(
      'SELECT array_agg(s ORDER BY s COLLATE "C") AS ordered FROM unnest($1::text[]) AS s',
      subscribers.map((subscriber) => database.rest.number(subscriber)),
    );
    const taken: string[] = [];
    for (let next = ['']; next.length > 0;) {
      next = nextOf(database.rest, subscribers, taken.at(-1) ?? '', 2);
      taken.push(...next);
    }
    expect(taken).toEqual(row!.ordered);
    expect(taken).not.toEqual(subscribers);
  });
});
