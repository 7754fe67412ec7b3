import type { OutgoingRecord } from '@parley/messaging';
import { prepared, type Database } from '@parley/persistence';
import { testDatabase } from '@parley/testing';
import { PgSpoolStore } from './spool.store.pg.js';

let database: Database;
let spool: PgSpoolStore;

const empty = prepared('spec.empty', 'DELETE FROM ingest.spool');
const rows = prepared('spec.rows', 'SELECT s::text AS row FROM ingest.spool s');
const expire = prepared(
  'spec.expire',
  `UPDATE ingest.relay SET held_until = clock_timestamp() - interval '1 ms'`,
);

beforeAll(async () => {
  ({ database } = await testDatabase());
  spool = new PgSpoolStore(database);
});

beforeEach(async () => {
  await database.commit([empty(), expire()]);
});

function records(count: number, prefix = 'value'): OutgoingRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    topic: 'parley.mo.received.v1',
    key: '+14155556001',
    value: `${prefix} ${index} "\\ \u2028 🧶`,
    headers: { ce_id: String(index) },
  }));
}

describe('the spool on PostgreSQL', () => {
  it('gives back what it was given, in the order given', async () => {
    const given = records(1000);
    const last = await spool.add(given);
    const claimed = (await spool.claim('one', 2000))!;
    expect(claimed.map(({ record }) => record)).toEqual(given);
    expect(claimed.at(-1)!.id).toBe(last);
    expect(await spool.newest()).toBe(last);
  });

  it('keeps neither numbers nor words readable', async () => {
    await spool.add(records(1, 'kanarienvogel'));
    const [kept] = await database.query<{ row: string }>(rows());
    expect(kept!.row).not.toMatch(/415555|kanarienvogel/);
  });

  it('gives the oldest first, and no more than asked for', async () => {
    await spool.add(records(3, 'older'));
    await spool.add(records(3, 'newer'));
    const claimed = (await spool.claim('one', 4))!;
    expect(claimed.map(({ record }) => record.value.slice(0, 7))).toEqual([
      'older 0',
      'older 1',
      'older 2',
      'newer 0',
    ]);
    await spool.remove(claimed.map(({ id }) => id));
    expect((await spool.claim('one', 4))!.map(({ record }) => record.value.slice(0, 7))).toEqual([
      'newer 1',
      'newer 2',
    ]);
  });

  it('lets one replica relay at a time, until it gives up or falls silent', async () => {
    await spool.add(records(1));
    expect(await spool.claim('one', 10)).toHaveLength(1);
    expect(await spool.claim('two', 10)).toBeUndefined();
    expect(await spool.claim('one', 10)).toHaveLength(1);
    await spool.release('two');
    expect(await spool.claim('two', 10)).toBeUndefined();
    await spool.release('one');
    expect(await spool.claim('two', 10)).toHaveLength(1);
    await database.query(expire());
    expect(await spool.claim('one', 10)).toHaveLength(1);
  });

  it('lets only one of many relay when all ask at once', async () => {
    const claims = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((replica) => spool.claim(replica, 10)));
    expect(claims.filter((claimed) => claimed !== undefined)).toEqual([[]]);
  });

  it('counts what is left up to an id', async () => {
    expect([await spool.newest(), await spool.remaining(Number.MAX_SAFE_INTEGER, 10)]).toEqual([0, 0]);
    const last = await spool.add(records(5));
    await spool.add(records(5));
    expect(await spool.remaining(last, 100)).toBe(5);
    expect(await spool.remaining(last, 2)).toBe(2);
    expect(await spool.remaining(last - 5, 100)).toBe(0);
  });
});
