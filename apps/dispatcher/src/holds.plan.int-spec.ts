import { prepared, type Database } from '@parley/persistence';
import { testDatabase } from '@parley/testing';
import { PgHoldsStore } from './holds.store.pg.js';
import * as sql from './mt-claims.sql.pg.js';
import { aText, idsOf, Replica, texts } from './mt-queue.builder.js';

const QUEUED = 200_000;

let database: Database;
let replica: Replica;

beforeAll(async () => {
  ({ database } = await testDatabase());
  replica = new Replica(database);
  await replica.claims.register(['12345']);
  await replica.query(
    `INSERT INTO dispatcher.queue (id, subscriber, sender, lane, purpose, body, segments, encoding, on_unknown, campaign,
       due_at, expires_at, conversation_id, traceparent, queued_at)
     SELECT gen_random_uuid(), '+1415' || (1000000 + n), '12345', 3, 'information', repeat('x', 120), 1, 'gsm7', 'park', 'flood',
       now() - n * interval '1 ms', now() + interval '1 hour', md5(n::text),
       '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00', now()
     FROM generate_series(1, ${QUEUED}) n`,
  );
  await replica.query('ANALYZE dispatcher.queue');
  await replica.claims.due(['12345']);
});

const hold = (kind: 'sender' | 'campaign', name: string, held: boolean, at: string): Promise<void> =>
  replica.commit(new PgHoldsStore(database).keep([{ kind, name, held, at: `2026-11-20T15:00:${at}.000Z` }]));

/** Pages that a statement touches, by the plan that PostgreSQL settles on after five executions. */
async function pages(types: string, text: string, values: string): Promise<number> {
  const rows = await database.commit([
    prepared('', 'SET LOCAL plan_cache_mode = force_generic_plan')(),
    prepared('', `PREPARE looking (${types}) AS ${text}`)(),
    prepared('', `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) EXECUTE looking (${values})`)(),
    prepared('', 'DEALLOCATE looking')(),
  ]);
  type Explained = [{ Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }];
  const [[{ Plan: plan }]] = Object.values(rows[2]![0]!) as [Explained];
  return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
}

const ofClaim = (): Promise<number> =>
  pages(
    'text, text, float8, float8, int, float8, float8, float8, text, float8, float8, int, text, boolean, float8, text, text[], text, text',
    sql.claim().text,
    `'12345', 'spec', 0.01, 150, 500, 5000, 5, 0, NULL, 0, 0, NULL, NULL, false, 250, NULL, '{}', '12345', NULL`,
  );
const ofDue = (): Promise<number> => pages('text[], text[]', sql.due().text, `'{12345}', '{NULL}'`);

describe(`${QUEUED.toLocaleString('en')} texts that are held`, () => {
  it('are looked past by the claim and by the look for what is due, whether their campaign or their sender is held', async () => {
    await hold('campaign', 'flood', true, '00');
    expect(await ofClaim()).toBeLessThan(60);
    expect(await ofDue()).toBeLessThan(40);
    await hold('campaign', 'flood', false, '01');
    await hold('sender', '12345', true, '01');
    expect(await ofClaim()).toBeLessThan(60);
    expect(await ofDue()).toBeLessThan(40);
    expect((await replica.claim()).mts).toEqual([]);
  });

  it('let the others by, and are found in their order once they are let go', async () => {
    await hold('campaign', 'flood', true, '02');
    await hold('sender', '12345', false, '02');
    const others = [...texts(3, { lane: 'reply' }), aText({ lane: 'bulk', campaign: 'winter' })];
    await replica.queue(...others);
    expect(await replica.claims.due(['12345'])).toEqual(['12345']);
    expect(await replica.claimedIds()).toEqual(idsOf(others));
    await hold('campaign', 'flood', false, '03');
    const { mts } = await replica.claim();
    expect(mts[0]!.subscriber).toBe(`+1415${1_000_000 + QUEUED}`); // the oldest
    expect(new Set(mts.map(({ lane }) => lane))).toEqual(new Set(['bulk']));
  });

  it('of which some are called back lose those alone, by their own index', async () => {
    await hold('campaign', 'flood', true, '04');
    const calledBack = await replica.query(
      `UPDATE dispatcher.queue SET suppressed = 'CANCELLED' WHERE campaign = 'flood' AND claimed_by IS NULL AND seq % 10000 = 0
       RETURNING id`,
    );
    expect(await replica.claims.due(['12345'])).toEqual(['12345']);
    const { mts } = await replica.claim();
    expect(mts).toHaveLength(calledBack.length);
    expect(new Set(mts.map(({ suppressed }) => suppressed))).toEqual(new Set(['CANCELLED']));
    expect(await ofClaim()).toBeLessThan(100);
  });
});
