import { testDatabase } from '@parley/testing';
import type { StatusName } from './domain/mt-status-lattice.js';
import { aText, idsOf, Replica, texts } from './mt-queue.builder.js';

let replica: Replica;

beforeAll(async () => {
  replica = new Replica((await testDatabase()).database);
});

beforeEach(async () => {
  await replica.query('TRUNCATE dispatcher.queue, dispatcher.mt, dispatcher.pace, dispatcher.claims');
  await replica.claims.register(['12345']);
});

interface Kept {
  readonly status: StatusName;
  readonly code: string | null;
  readonly carrier: string | null;
  readonly carrierMessageId: string | null;
  readonly attempt: number;
}

async function kept(id: string): Promise<Kept | undefined> {
  const [row] = await replica.query<Kept>(
    `SELECT status, code, carrier, carrier_message_id AS "carrierMessageId", attempt FROM dispatcher.mt WHERE id = $1`,
    id,
  );
  return row;
}

async function queueLength(): Promise<number> {
  return (await replica.query<{ n: number }>('SELECT count(*) AS n FROM dispatcher.queue'))[0]!.n;
}

async function claimedText(): Promise<string> {
  const mt = aText();
  await replica.queue(mt);
  expect(await replica.claimedIds()).toEqual([mt.id]);
  return mt.id;
}

describe('an attempt that ended', () => {
  it('leaves the queue for the history, with what the carrier said', async () => {
    const id = await claimedText();
    const settled = {
      id,
      status: 'rejected',
      code: 'BLOCKED',
      carrier: 'simulator',
      carrierMessageId: 'c-9',
    } as const;
    await replica.commit(replica.claims.settle([settled], true));
    expect(await queueLength()).toBe(0);
    expect(await kept(id)).toMatchObject({
      status: 'rejected',
      code: 'BLOCKED',
      carrierMessageId: 'c-9',
      attempt: 1,
    });
  });

  it('kept twice is kept once', async () => {
    const id = await claimedText();
    await replica.submit({ id });
    await replica.submit({ id });
    expect(await kept(id)).toMatchObject({ status: 'submitted', attempt: 1 });
  });

  it('of another replica is not ours to end, to give back or to retry', async () => {
    const id = await claimedText();
    const { claims } = replica.another();
    const notOurs = [
      ...claims.settle([{ id, status: 'submitted' }], true),
      ...claims.release([id]),
      ...claims.retry([{ id, afterMs: 0 }]),
    ];
    await replica.commit(notOurs);
    expect(await kept(id)).toBeUndefined();
    expect(await replica.another().claimedIds()).toEqual([]);
    await replica.submit({ id });
    expect(await kept(id)).toMatchObject({ status: 'submitted' });
  });

  it('before it began is given back as if never claimed', async () => {
    const id = await claimedText();
    await replica.commit(replica.claims.release([id]));
    expect((await replica.claim()).mts).toEqual([expect.objectContaining({ id, attempt: 1 })]);
  });

  it('to be tried again is due after its wait, and counts its attempts', async () => {
    const [waiting, ready] = [await claimedText(), await claimedText()];
    const later = [
      { id: waiting, afterMs: 60_000 },
      { id: ready, afterMs: 0 },
    ];
    await replica.commit(replica.claims.retry(later));
    expect((await replica.claim()).mts).toEqual([expect.objectContaining({ id: ready, attempt: 2 })]);
  });
});

describe('claims that a dead replica left', () => {
  async function expire(id: string, sinceMs: number): Promise<void> {
    await replica.query(
      `WITH claim AS (
         UPDATE dispatcher.claims SET send_by = clock_timestamp() - $2::float8 * interval '1 ms' WHERE $1 = ANY(ids))
       UPDATE dispatcher.queue SET send_by = clock_timestamp() - $2::float8 * interval '1 ms' WHERE id = $1`,
      id,
      sinceMs,
    );
  }

  const claimsKept = async (): Promise<number> =>
    (await replica.query<{ n: number }>('SELECT count(*)::int AS n FROM dispatcher.claims'))[0]!.n;

  it('are found once their grace is over, by one replica alone, and not before', async () => {
    const [gone, late, alive] = [await claimedText(), await claimedText(), await claimedText()];
    await expire(gone, 31_000);
    await expire(late, 29_000);
    const found = await Promise.all(
      [replica.another(), replica.another()].map(({ claims }) => claims.abandoned(30_000, 10)),
    );
    expect(found.flat()).toEqual([expect.objectContaining({ id: gone, attempt: 1 })]);
    expect([late, alive]).toHaveLength(2);
    expect(await queueLength()).toBe(3);
  });

  it('are taken as many at a time as were asked for', async () => {
    await replica.queue(...texts(5));
    await replica.claim();
    for (const table of ['queue', 'claims'])
      await replica.query(`UPDATE dispatcher.${table} SET send_by = now() - interval '1 hour'`);
    expect(await replica.claims.abandoned(30_000, 3)).toHaveLength(3);
    expect(await replica.claims.abandoned(30_000, 3)).toHaveLength(2);
    expect(await replica.claims.abandoned(30_000, 3)).toEqual([]);
  });

  it('are found again where who found them died too', async () => {
    const id = await claimedText();
    await expire(id, 31_000);
    expect(await replica.another().claims.abandoned(30_000, 10)).toHaveLength(1);
    expect(await replica.claims.abandoned(30_000, 10)).toEqual([]);
    await expire(id, 31_000);
    expect(await replica.claims.abandoned(30_000, 10)).toEqual([expect.objectContaining({ id })]);
  });

  it('are no longer looked for once their texts have ended, were given back, or are tried again', async () => {
    const [done, back, again] = [await claimedText(), await claimedText(), await claimedText()];
    await replica.submit({ id: done });
    await replica.commit(replica.claims.release([back]));
    await replica.commit(replica.claims.retry([{ id: again, afterMs: 60_000 }]));
    await replica.query(`UPDATE dispatcher.claims SET send_by = now() - interval '1 hour'`);
    expect(await claimsKept()).toBe(3);
    expect(await replica.claims.abandoned(30_000, 10)).toEqual([]);
    expect(await claimsKept()).toBe(0);
  });

  it('of a release that left no note of its claims are found in the queue itself', async () => {
    const id = await claimedText();
    await expire(id, 31_000);
    await replica.query('TRUNCATE dispatcher.claims');
    expect(await replica.claims.abandoned(30_000, 10)).toEqual([]);
    expect(await replica.claims.abandonedBefore(30_000, 10)).toEqual([expect.objectContaining({ id })]);
    await expire(id, 31_000);
    expect(await replica.claims.abandoned(30_000, 10)).toEqual([expect.objectContaining({ id })]);
  });

  it('end as unknown, and what the dead one still says of them moves them on', async () => {
    const id = await claimedText();
    await expire(id, 31_000);
    const other = replica.another();
    const [found] = await other.claims.abandoned(30_000, 10);
    const unknown = { id: found!.id, status: 'unknown', code: 'CLAIM_ABANDONED' } as const;
    await replica.commit(other.claims.settle([unknown], true));
    expect(await kept(id)).toMatchObject({ status: 'unknown', code: 'CLAIM_ABANDONED' });
    await replica.submit({ id });
    expect(await kept(id)).toMatchObject({ status: 'submitted', code: null });
  });
});

describe('the intake', () => {
  it('queues a text once, however often it is requested', async () => {
    const mt = aText();
    await replica.queue(mt, mt);
    await replica.queue(mt);
    expect(await replica.claimedIds()).toEqual([mt.id]);
    expect(await queueLength()).toBe(1);
  });

  it('keeps what it refuses, with the reason', async () => {
    const mt = aText();
    await replica.take({ kind: 'refused', mt, code: 'NO_CONSENT' });
    expect(await kept(mt.id)).toMatchObject({ status: 'refused', code: 'NO_CONSENT', attempt: 0 });
    expect(idsOf((await replica.claim()).mts)).toEqual([]);
  });
});
