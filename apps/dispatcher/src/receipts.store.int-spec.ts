import { testDatabase } from '@parley/testing';
import type { Database } from '@parley/persistence';
import type { StatusName } from './domain/mt-status-lattice.js';
import { PgCarrierMessagesStore } from './carrier-messages.store.pg.js';
import { aText, Replica } from './mt-queue.builder.js';
import { PgReceiptsStore } from './receipts.store.pg.js';

let database: Database;
let replica: Replica;
let receipts: PgReceiptsStore;

beforeAll(async () => {
  ({ database } = await testDatabase());
  replica = new Replica(database);
  const messages = new PgCarrierMessagesStore(database);
  receipts = new PgReceiptsStore(database, replica.claims, messages, replica.words, { UNREACHABLE_AFTER: 2 });
});

beforeEach(async () => {
  await replica.query(
    `TRUNCATE dispatcher.queue, dispatcher.mt, dispatcher.pace, dispatcher.orphan_receipts, dispatcher.unknowns,
       dispatcher.recipients`,
  );
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

/** A receipt, as the handler keeps it. */
async function receipt(id: string, status: StatusName, carrierMessageId = 'c-1'): Promise<void> {
  const settled = { id, status, carrier: 'simulator', carrierMessageId };
  await replica.commit(receipts.save([{ kind: 'advance', settled }]));
}

describe('receipts on PostgreSQL', () => {
  it('that come before the answer to the send end the text, and the answer does not undo it', async () => {
    const id = await claimedText();
    const known = (await receipts.load([id])).get(id);
    expect(known).toMatchObject({ id, attempt: 1, lane: 'transactional' });
    expect(known?.status).toBeUndefined();
    await receipt(id, 'delivered');
    expect(await queueLength()).toBe(0);
    await replica.submit({ id });
    expect(await kept(id)).toMatchObject({
      status: 'delivered',
      carrier: 'simulator',
      carrierMessageId: 'c-1',
    });
  });

  it('never take a status back, whatever their order', async () => {
    const id = await claimedText();
    await replica.submit({ id });
    for (const status of ['sent', 'submitted', 'delivered', 'sent', 'unknown', 'undelivered'] as const) {
      await receipt(id, status);
    }
    expect(await kept(id)).toMatchObject({ status: 'delivered', carrierMessageId: `c-${id}` });
  });

  it('resolve an unknown', async () => {
    const id = await claimedText();
    await replica.commit(replica.claims.settle([{ id, status: 'unknown', code: 'TIMEOUT' }], true));
    expect((await receipts.load([id])).get(id)).toMatchObject({ status: 'unknown' });
    await receipt(id, 'delivered');
    expect(await kept(id)).toMatchObject({ status: 'delivered', code: null, carrierMessageId: 'c-1' });
  });

  it('find nothing of a text that was never claimed or is not ours', async () => {
    const mt = aText();
    await replica.queue(mt);
    expect(await receipts.load([mt.id, aText().id])).toEqual(new Map());
    expect(await receipts.load([])).toEqual(new Map());
  });

  it('of several of one text in a batch keep the last, and orphans are kept for people to see', async () => {
    const id = await claimedText();
    const advance = (status: StatusName) => ({ kind: 'advance', settled: { id, status } }) as const;
    const orphan = {
      event_id: aText().id,
      subscriber: '+14155550101',
      carrier: 'twilio',
      status: 'delivered',
      at: '2026-11-20T15:00:00.900Z',
    };
    const statements = receipts.save([advance('sent'), { kind: 'orphan', orphan }, advance('delivered')]);
    await replica.commit(statements);
    await replica.commit(receipts.save([{ kind: 'orphan', orphan }]));
    expect(await kept(id)).toMatchObject({ status: 'delivered' });
    expect(await replica.query('SELECT event_id, status FROM dispatcher.orphan_receipts')).toEqual([
      { event_id: orphan.event_id, status: 'delivered' },
    ]);
  });
});

describe('unknowns on PostgreSQL', () => {
  async function unknownText(): Promise<string> {
    const id = await claimedText();
    const settled = [{ id, status: 'unknown' as const, code: 'NO_ANSWER', carrier: 'simulator' }];
    await replica.commit([...replica.claims.settle(settled, true), ...receipts.noteUnknowns([id])]);
    return id;
  }
  const noted = (id: string): Promise<object[]> =>
    replica.query('SELECT resolution, by, why FROM dispatcher.unknowns WHERE mt_id = $1', id);

  it('are counted until a receipt or a person resolves them, who and why kept', async () => {
    const id = await unknownText();
    expect(await receipts.openUnknowns()).toMatchObject({ count: 1 });
    const said = { kind: 'resolved', mtId: id, resolution: 'delivered', by: 'ops', why: 'seen' } as const;
    await replica.commit(receipts.save([said]));
    await replica.commit(receipts.save([{ kind: 'resolved', mtId: id, resolution: 'receipt' }]));
    expect(await receipts.openUnknowns()).toEqual({ count: 0, oldestS: 0 });
    expect(await noted(id)).toEqual([{ resolution: 'delivered', by: 'ops', why: 'seen' }]);
  });

  it('are closed where a receipt was decided before the text was known to be unknown', async () => {
    const id = await unknownText();
    await receipt(id, 'delivered');
    expect(await receipts.surfaceUnknowns()).toEqual([]);
    expect(await noted(id)).toEqual([{ resolution: 'receipt', by: null, why: null }]);
  });

  it('are told once, when receipts had their time', async () => {
    const id = await unknownText();
    expect(await receipts.surfaceUnknowns()).toEqual([]);
    await replica.query(`UPDATE dispatcher.unknowns SET since = now() - interval '16 minutes'`);
    expect([await receipts.surfaceUnknowns(), await receipts.surfaceUnknowns()]).toEqual([[id], []]);
  });

  it('are not those whose receipt was faster than the time-out', async () => {
    const id = await claimedText();
    await receipt(id, 'delivered');
    const settled = [{ id, status: 'unknown' as const, code: 'NO_ANSWER' }];
    await replica.commit([...replica.claims.settle(settled, true), ...receipts.noteUnknowns([id])]);
    expect(await noted(id)).toEqual([]);
    expect(await kept(id)).toMatchObject({ status: 'delivered' });
  });

  it('can be loaded with all that sending them again needs', async () => {
    const id = await unknownText();
    expect((await receipts.loadResolvable([id])).get(id)).toMatchObject({
      status: 'unknown',
      text: expect.any(String) as string,
      purpose: 'information',
    });
  });
});

describe('orphans on PostgreSQL', () => {
  it.each([
    ['our id', true],
    ["the carrier's id alone", false],
  ])('with %s find their text once it has settled', async (_what, ours) => {
    const mt = aText();
    const orphan = {
      event_id: '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10',
      subscriber: mt.subscriber,
      carrier: 'simulator',
      carrier_message_id: `c-${mt.id}`,
      ...(ours && { mt_id: mt.id }),
      status: 'delivered',
      at: '2026-11-20T15:00:00.900Z',
    };
    await replica.commit(receipts.save([{ kind: 'orphan', orphan }]));
    expect(await receipts.foundOrphans(10)).toEqual([]);
    await replica.queue(mt);
    const [claimed] = (await replica.claim()).mts;
    const settled = { id: claimed!.id, status: 'submitted' as const, carrier: 'simulator' };
    await replica.commit(replica.claims.settle([{ ...settled, carrierMessageId: `c-${mt.id}` }], true));
    const found = await receipts.foundOrphans(10);
    expect(found).toMatchObject([
      { eventId: orphan.event_id, mt: { id: mt.id }, receipt: { status: 'delivered', at: orphan.at } },
    ]);
    expect([...(await receipts.loadByCarrier([`c-${mt.id}`])).keys()]).toEqual([`simulator c-${mt.id}`]);
    await replica.commit(receipts.matched([orphan.event_id]));
    expect(await receipts.foundOrphans(10)).toEqual([]);
  });
});

describe('people who cannot be reached', () => {
  const subscriber = '+14155550101';
  const failed = { kind: 'failed', subscriber, code: 'LANDLINE' } as const;
  const person = (): Promise<object[]> =>
    replica.query('SELECT failures, unreachable_since IS NOT NULL AS "givenUp" FROM dispatcher.recipients');

  it('are given up after so many failures in a row, and not when something was delivered between', async () => {
    await replica.commit(receipts.save([failed]));
    expect(await person()).toEqual([{ failures: 1, givenUp: false }]);
    await replica.commit(receipts.save([{ kind: 'reached', subscriber }, failed]));
    expect(await person()).toEqual([{ failures: 1, givenUp: false }]);
    await replica.commit(receipts.save([failed]));
    expect(await person()).toEqual([{ failures: 2, givenUp: true }]);
    await replica.commit(receipts.save([{ kind: 'reached', subscriber }]));
    expect(await person()).toEqual([{ failures: 0, givenUp: false }]);
  });

  it('are known with the text that a receipt is for', async () => {
    const mt = aText({ subscriber });
    await replica.queue(mt);
    await replica.submit(...(await replica.claim()).mts);
    expect((await receipts.load([mt.id])).get(mt.id)).toMatchObject({ failures: 0 });
    await replica.commit(receipts.save([failed, failed]));
    expect((await receipts.load([mt.id])).get(mt.id)).toMatchObject({ failures: 2 });
  });
});
