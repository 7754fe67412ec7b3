import { randomUUID } from 'node:crypto';
import { prepared, type Database } from '@parley/persistence';
import { testDatabase } from '@parley/testing';
import { PgCampaignOrdersStore } from './campaign-orders.store.pg.js';
import { PgCampaignsStore } from './campaigns.store.pg.js';
import { CampaignsView, type CampaignView } from './campaigns.view.js';

let database: Database;
let store: PgCampaignsStore;

beforeAll(async () => {
  ({ database } = await testDatabase());
  store = new PgCampaignsStore(database);
});

let statements = 0;
const run = (text: string, ...values: unknown[]): Promise<object[]> =>
  database.query(prepared(`spec.${(statements += 1)}`, text)(...values));

async function viewOf(of: Database): Promise<CampaignView> {
  const { runs } = await new CampaignsView(store, new PgCampaignOrdersStore(of)).one('wool');
  return runs[0]!;
}

const numberOf = (n: number): string => `+1212${5_550_000 + n}`;
/** As it rests. */
const keptOf = (n: number): string => database.rest.number(numberOf(n));

async function begin(campaign: string, at: string, more = '', values = ''): Promise<string> {
  const id = randomUUID();
  await run(
    `INSERT INTO dispatcher.campaigns (id, campaign, sender, program, body, requested_at${more && `, ${more}`})
     VALUES ($1::uuid, $2, '12345', 'club', 'New wool is in.', $3::timestamptz${values && `, ${values}`})`,
    ...[id, campaign, at],
  );
  return id;
}

const settle = (campaign: string, status: string, code: string | null, at: string): Promise<object[]> =>
  run(
    `INSERT INTO dispatcher.mt (id, subscriber, sender, program, lane, purpose, body, segments, encoding, campaign,
       conversation_id, traceparent, attempt, status, status_rank, code, queued_at)
     VALUES (gen_random_uuid(), $5, '12345', 'club', 3, 'information', 'x', 1, 'gsm7', $1, 'c', 't', 1, $2, 9,
       $3, $4::timestamptz)`,
    ...[campaign, status, code, at, keptOf(1)],
  );

const queue = (campaign: string, due: string, suppressed: string | null): Promise<object[]> =>
  run(
    `INSERT INTO dispatcher.queue (id, subscriber, sender, program, lane, purpose, body, segments, encoding, on_unknown,
       campaign, due_at, expires_at, conversation_id, traceparent, queued_at, suppressed)
     VALUES (gen_random_uuid(), $4, '12345', 'club', 3, 'information', 'x', 1, 'gsm7', 'park', $1,
       now() + $2::interval, now() + interval '1 day', 'c', 't', now(), $3)`,
    ...[campaign, due, suppressed, keptOf(1)],
  );

async function members(states: readonly string[]): Promise<void> {
  for (const [n, state] of states.entries())
    await run(
      `INSERT INTO dispatcher.consents (subscriber, sender, program, state, version) VALUES ($1, '12345', 'club', $2, 1)`,
      ...[keptOf(n), state],
    );
}

describe('campaigns, as the dispatcher has them', () => {
  beforeEach(() =>
    run(`TRUNCATE dispatcher.campaigns, dispatcher.campaign_chunks, dispatcher.cancelled_campaigns, dispatcher.mt,
      dispatcher.queue, dispatcher.consents, dispatcher.holds`),
  );

  it('say who has their turn yet: of a program those behind the last number, of a list those of it', async () => {
    await members(['in', 'in', 'out', 'in']);
    const [reached, next] = [keptOf(0), keptOf(1), keptOf(3)].sort();
    await begin('all', '2026-11-25T10:00:00Z', 'reached_to, queued', `'${reached}', 1`);
    await begin(
      'list',
      '2026-11-25T11:00:00Z',
      'subscribers, reached_to',
      `ARRAY['${next}', '${reached}', '${next}'], '${reached}'`,
    );
    const [list, all] = await store.campaigns(undefined, 10);
    expect(list).toMatchObject({ campaign: 'list', listed: 3, left: 1, state: 'running' });
    expect(all).toMatchObject({
      campaign: 'all',
      queued: 1,
      left: 2,
      requestedAt: '2026-11-25T10:00:00.000Z',
    });
    expect(all).not.toHaveProperty('listed');
  });

  it('stand as their outcome, their time and their cancellation say', async () => {
    await begin('done', '2026-11-25T10:00:00Z', 'outcome, ended_at', `'done', now()`);
    await begin('later', '2026-11-25T10:00:01Z', 'send_after', `now() + interval '1 hour'`);
    await begin('off', '2026-11-25T10:00:02Z');
    await begin('again', '2026-11-25T10:00:03Z');
    await run(`INSERT INTO dispatcher.cancelled_campaigns (campaign, cancelled_at)
      VALUES ('off', '2026-11-25T10:00:02Z'), ('again', '2026-11-25T09:00:00Z')`);
    await begin('held', '2026-11-25T10:00:04Z', 'send_after', `now() + interval '1 hour'`);
    await run(`INSERT INTO dispatcher.holds (kind, name, held, requested_at) VALUES ('campaign', 'held', true, now()),
      ('campaign', 'again', false, now()), ('sender', 'held', true, now()), ('campaign', '12345', true, now())`);
    const campaigns = await store.campaigns(undefined, 10);
    expect(campaigns.some(({ senderPaused }) => senderPaused)).toBe(false);
    await run(
      `INSERT INTO dispatcher.holds (kind, name, held, requested_at) VALUES ('sender', '12345', true, now())`,
    );
    expect((await store.campaigns('again', 10))[0]!.senderPaused).toBe(true);
    expect(campaigns.filter(({ held }) => held).map(({ campaign }) => campaign)).toEqual(['held']);
    const states = campaigns.map(({ campaign, state }) => [campaign, state]);
    expect(states).toEqual([
      ['held', 'paused'],
      ['again', 'running'],
      ['off', 'cancelled'],
      ['later', 'waits'],
      ['done', 'done'],
    ]);
  });

  it('that are held while the last of their texts wait are paused, and done when none does any more', async () => {
    await begin('wool', '2026-11-25T10:00:00Z', 'queued, outcome, ended_at', `1, 'done', now()`);
    await queue('wool', '1 hour', null);
    await run(
      `INSERT INTO dispatcher.holds (kind, name, held, requested_at) VALUES ('campaign', 'wool', true, now())`,
    );
    const view = (): Promise<CampaignView> => viewOf(database);
    expect(await view()).toMatchObject({ state: 'paused', goesOn: true, progress: { deferred: 1 } });
    await run('DELETE FROM dispatcher.queue');
    expect(await view()).toMatchObject({ state: 'done', held: true, goesOn: false });
  });

  it('count what their texts have come to, each run its own', async () => {
    const first = await begin('wool', '2026-11-25T10:00:00Z');
    const second = await begin('wool', '2026-11-25T12:00:00Z');
    await settle('wool', 'delivered', 'LATE_CODE', '2026-11-25T09:59:59Z'); // the dispatcher's clock is behind
    await settle('wool', 'refused', 'OPTED_OUT', '2026-11-25T12:00:01Z');
    await settle('other', 'delivered', null, '2026-11-25T12:00:01Z');
    await queue('wool', '-1 minute', null);
    await queue('wool', '1 hour', null);
    await queue('wool', '-1 minute', 'CANCELLED');
    const texts = await store.texts([first, second]);
    expect(texts.filter(({ id }) => id === first)).toEqual([{ id: first, status: 'delivered', texts: 1 }]);
    expect(texts.filter(({ id }) => id === second).map(({ id: _, ...rest }) => rest)).toEqual([
      { status: 'calledBack', texts: 1 },
      { status: 'deferred', texts: 1 },
      { status: 'refused', code: 'OPTED_OUT', texts: 1 },
      { status: 'waiting', texts: 1 },
    ]);
  });

  it('know how numbers stand with a program, and where those in it are from', async () => {
    await members(['in', 'in', 'out', 'pending']);
    const numbers = [0, 1, 2, 3, 4].map(numberOf);
    const { memberships, crowds } = await store.standing('12345', 'club', numbers);
    expect(memberships.toSorted((a, b) => (a.state < b.state ? -1 : 1))).toEqual([
      { state: 'in', people: 2 },
      { state: 'none', people: 1 },
      { state: 'out', people: 1 },
      { state: 'pending', people: 1 },
    ]);
    const crowd = [{ number: expect.stringMatching(/^\+1212555000[01]$/) as string, people: 2 }];
    expect(crowds).toEqual(crowd);
    expect(await store.crowds('12345', 'club')).toEqual(crowd);
    expect(await store.members()).toEqual(new Map([['12345/club', 2]]));
  });

  it('know where all of many members are from', async () => {
    const numbers = Array.from({ length: 40_001 }, (_, n) => `+1${n % 2 ? 415 : 212}${5_500_000 + n}`);
    await run(
      `INSERT INTO dispatcher.consents (subscriber, sender, program, state, version)
       SELECT n, '12345', 'club', 'in', 1 FROM unnest($1::text[]) n`,
      numbers.map((number) => database.rest.number(number)),
    );
    const crowds = await store.crowds('12345', 'club');
    expect(crowds.map(({ number, people }) => [number.slice(0, 8), people]).sort()).toEqual([
      ['+1212550', 5000],
      ['+1212551', 5000],
      ['+1212552', 5000],
      ['+1212553', 5000],
      ['+1212554', 1],
      ['+1415550', 5000],
      ['+1415551', 5000],
      ['+1415552', 5000],
      ['+1415553', 5000],
    ]);
  });
});

it('who asked what of a campaign is kept once, in the order in which it was asked', async () => {
  const orders = new PgCampaignOrdersStore(database);
  const start = {
    ...{ eventId: randomUUID(), campaign: 'wool', order: 'start' as const, at: '2026-11-25T10:00:00.000Z' },
  };
  const pause = {
    ...{ eventId: randomUUID(), campaign: 'wool', order: 'pause' as const, by: 'ann', why: 'wrong price' },
    at: '2026-11-25T10:05:00.000Z',
  };
  await database.commit(orders.save([pause, start]));
  await database.commit(orders.save([pause]));
  expect(await orders.of('wool')).toEqual([start, pause]);
});

it('a campaign has its name once, until it is given back', async () => {
  const orders = new PgCampaignOrdersStore(database);
  const start = {
    ...{ eventId: randomUUID(), campaign: 'felt', order: 'start' as const, by: 'ann', why: 'felt came in' },
    at: '2026-11-25T10:00:00.000Z',
  };
  expect(await orders.take(start)).toBe(true);
  expect(await orders.take({ ...start, by: 'ben' })).toBe(false);
  await database.commit(orders.save([start]));
  expect(await orders.of('felt')).toEqual([start]);
  await orders.giveBack(start.eventId);
  expect(await orders.take(start)).toBe(true);
});
