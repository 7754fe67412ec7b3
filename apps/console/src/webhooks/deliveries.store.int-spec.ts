import { randomUUID } from 'node:crypto';
import { prepared } from '@parley/persistence';
import { inOtherSession, testDatabase, type TestDatabase } from '@parley/testing';
import { settleDelivery, type Outcome } from '../domain/webhooks/settle-delivery.js';
import type { ClaimedDelivery, NewDelivery } from './deliveries.store.js';
import { PgDeliveriesStore } from './deliveries.store.pg.js';

const DISABLE_S = 72 * 3600;
let test: TestDatabase;
let store: PgDeliveriesStore;

beforeAll(async () => {
  test = await testDatabase();
  store = new PgDeliveriesStore(test.database);
});

beforeEach(() => run('TRUNCATE console.webhook_deliveries, console.webhook_endpoints'));

const run = (text: string, ...values: unknown[]) => test.database.query(prepared('', text)(...values));

function delivery(
  endpoint: string,
  subscriber = '+14155550143',
  more: Partial<NewDelivery> = {},
): NewDelivery {
  const type = 'parley.mo.received.v1';
  return { endpoint, eventId: randomUUID(), type, subscriber, traceparent: '00-t', body: '{}', ...more };
}

const add = (...deliveries: NewDelivery[]) => test.database.commit(store.add(deliveries));
const claim = (endpoint: string, most = 10, probes = 1) => store.claim([{ endpoint, most, probes }]);
const settle = (claimed: readonly ClaimedDelivery[], outcome: Outcome) =>
  store.settle(
    claimed.map((each) => ({ delivery: each, settled: settleDelivery(each, outcome, 0, DISABLE_S) })),
  );
const ids = (claimed: readonly ClaimedDelivery[]) => claimed.map(({ eventId }) => eventId);
const makeDue = () => run(`UPDATE console.webhook_deliveries SET due_at = now() WHERE state = 'waiting'`);
const wake = () => run(`UPDATE console.webhook_endpoints SET rests_until = now()`);
const away: Outcome = { ok: false, code: 'CONNECTION_FAILED' };
const refused: Outcome = { ok: false, code: 'REFUSED', status: 400 };
const fine: Outcome = { ok: true, status: 200 };

describe('deliveries', () => {
  it('are kept once for an event and an endpoint, whatever is read again', async () => {
    const one = delivery('a');
    await add(one, { ...one, endpoint: 'b' });
    await add(one);
    expect(ids(await claim('a'))).toEqual([one.eventId]);
    expect(ids(await claim('b'))).toEqual([one.eventId]);
  });

  it('rest sealed, and are claimed as they were', async () => {
    const one = delivery('a', '+14155550143', { body: '{"text":"kanarienvogel"}' });
    await add(one);
    const [kept] = await run('SELECT d::text AS row FROM console.webhook_deliveries d');
    expect(kept!['row']).not.toMatch(/kanarienvogel|4155550143/);
    expect(await claim('a')).toMatchObject([{ eventId: one.eventId, body: one.body }]);
  });

  it('are one process’s, in one statement for all endpoints, each within its room', async () => {
    for (const endpoint of ['a', 'b'])
      await add(...[1, 2, 3].map((n) => delivery(endpoint, `+1415555014${n}`)));
    const rooms = [
      { endpoint: 'a', most: 2, probes: 1 },
      { endpoint: 'b', most: 3, probes: 1 },
    ];
    const [one, other] = await Promise.all([store.claim(rooms), store.claim(rooms)]);
    const all = [...one, ...other, ...(await store.claim(rooms))];
    expect(new Set(ids(all)).size).toBe(6);
    expect(all).toHaveLength(6);
    expect(one.filter(({ endpoint }) => endpoint === 'a').length).toBeLessThanOrEqual(2);
  });

  it('that another process is about to take are passed by, and not waited for', async () => {
    const [first, second] = [delivery('a'), delivery('a', '+14155550199')];
    await add(first, second);
    const lock = 'SELECT FROM console.webhook_deliveries WHERE event_id = $1 FOR UPDATE';
    const unlock = await inOtherSession(test.url, lock, first.eventId);
    expect(ids(await claim('a'))).toEqual([second.eventId]);
    await unlock();
  });

  it('keep a person’s order, and other people’s go on', async () => {
    const [first, second, other] = [delivery('a'), delivery('a'), delivery('a', '+14155550199')];
    await add(first, second, other);
    const claimed = await claim('a');
    expect(ids(claimed)).toEqual([first.eventId, other.eventId]);
    await settle(claimed, fine);
    expect(ids(await claim('a'))).toEqual([second.eventId]);
  });

  it('pass what was refused five times: one event silences nobody for days', async () => {
    const [first, second] = [delivery('a'), delivery('a')];
    await add(first, second);
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const claimed = await claim('a');
      expect(ids(claimed)).toEqual([first.eventId]);
      expect(claimed[0]!.attempts).toBe(attempt);
      await settle(claimed, refused);
      if (attempt === 5) break;
      expect(await claim('a')).toEqual([]);
      await makeDue();
    }
    expect(ids(await claim('a', 10, 10))).toEqual([second.eventId]);
  });

  it('go one at a time to an endpoint that fails, after its rest', async () => {
    await add(...[1, 2, 3].map((n) => delivery('a', `+1415555014${n}`)));
    await settle(await claim('a', 1), away);
    expect(await claim('a')).toEqual([]);
    await wake();
    expect(await claim('a', 10, 0)).toEqual([]);
    const [probe, ...more] = await claim('a');
    expect([probe!.failures, more]).toEqual([1, []]);
    await settle([probe!], fine);
    expect(await claim('a')).toHaveLength(1);
  });

  it('wait while their endpoint is disabled, and go on when it is enabled', async () => {
    await add(delivery('a'), delivery('a', '+14155550199'));
    expect(await settle(await claim('a', 1), { ok: false, code: 'GONE', status: 410 })).toEqual(['a']);
    await makeDue();
    expect(await claim('a')).toEqual([]);
    expect(await store.backlogs()).toMatchObject([{ endpoint: 'a', waiting: 2, disabled: true }]);
    await run(`UPDATE console.webhook_endpoints SET disabled_at = NULL, failing_since = NULL`);
    expect(await claim('a')).toHaveLength(2);
  });

  it('tell for how long their endpoint has failed, until it does not', async () => {
    await add(delivery('a'), delivery('a', '+14155550199'));
    await settle(await claim('a', 1), away);
    await run(
      `UPDATE console.webhook_endpoints SET failing_since = now() - interval '73 hours', rests_until = now()`,
    );
    const [probe] = await claim('a');
    expect(probe!.failingS).toBeGreaterThan(72 * 3600);
    expect(await settle([probe!], away)).toEqual(['a']);
  });

  it('are another’s after the lease, and whoever comes late changes nothing', async () => {
    await add(delivery('a'));
    const late = await claim('a');
    await makeDue();
    const again = await claim('a');
    expect(again[0]!.attempts).toBe(2);
    await settle(late, refused);
    expect(await run('SELECT last_code FROM console.webhook_deliveries')).toEqual([{ last_code: null }]);
    await settle(again, fine);
    await settle(late, refused);
    const rows = await run('SELECT state, last_status FROM console.webhook_deliveries');
    expect(rows).toEqual([{ state: 'delivered', last_status: 200 }]);
  });
});
