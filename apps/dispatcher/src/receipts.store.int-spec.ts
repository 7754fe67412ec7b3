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
  receipts = new PgReceiptsStore(database, replica.claims, new PgCarrierMessagesStore(database));
});

beforeEach(async () => {
  await replica.query(
    'TRUNCATE dispatcher.queue, dispatcher.mt, dispatcher.pace, dispatcher.orphan_receipts',
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
