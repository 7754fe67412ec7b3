import { senderConfigured, type MtStatus } from '@parley/contracts';
import { ConfigDirectory, type EventPublisher, type OutgoingRecord } from '@parley/messaging';
import type { Database } from '@parley/persistence';
import { Clock } from '@parley/platform';
import { testDatabase } from '@parley/testing';
import { RecordedSpans, timesOf } from '@parley/testing/recorded-spans';
import { PgHoldsStore } from './holds.store.pg.js';
import { MtChoresService } from './mt-chores.service.js';
import { PgMtLimitsStore } from './mt-limits.store.pg.js';
import { aText, Replica } from './mt-queue.builder.js';
import { PgOrdersStore } from './orders.store.pg.js';
import { PgCarrierMessagesStore } from './carrier-messages.store.pg.js';
import { PgReceiptsStore } from './receipts.store.pg.js';

const spans = new RecordedSpans();
let database: Database;
let replica: Replica;
let receipts: PgReceiptsStore;
let published: OutgoingRecord[];

beforeAll(async () => {
  ({ database } = await testDatabase());
  replica = new Replica(database);
  const messages = new PgCarrierMessagesStore(database);
  receipts = new PgReceiptsStore(database, replica.claims, messages, replica.words, { UNREACHABLE_AFTER: 3 });
});

beforeEach(async () => {
  published = [];
  spans.forget();
  await replica.query(
    `TRUNCATE dispatcher.queue, dispatcher.mt, dispatcher.pace, dispatcher.orphan_receipts, dispatcher.unknowns`,
  );
  await replica.claims.register(['12345']);
});

const orders = (): PgOrdersStore => new PgOrdersStore(database);

/** Days of the week in New York, from one that is so many days away. */
function dayFrom(days: number): 'mon' | 'sun' {
  const name = new Date(Date.now() + days * 86_400_000).toLocaleDateString('en-US', {
    timeZone: 'America/New_York',
    weekday: 'short',
  });
  return name.toLowerCase() as 'mon';
}

/** The chores on a sender whose marketing may go at any hour, the day after tomorrow, or never. */
function chores(open: boolean | 'later'): MtChoresService {
  const directory = new ConfigDirectory();
  directory.apply(senderConfigured.topic, '12345', {
    ...senderConfigured.example,
    marketingHours: [
      {
        region: 'US',
        from: '00:00',
        until: open ? '24:00' : '00:00',
        ...(open === 'later' && { days: [dayFrom(2)] }),
      },
    ],
  });
  const publisher = {
    publish: async (records: readonly OutgoingRecord[]) => void published.push(...records),
  } as unknown as EventPublisher;
  return new MtChoresService(
    ...([
      orders(),
      new PgHoldsStore(database),
      receipts,
      new PgMtLimitsStore(database, replica.words),
      directory,
    ] as const),
    ...([new Clock(), database, publisher] as const),
  );
}

/** Stopped, the chores have published everything. */
async function told(service: MtChoresService): Promise<Pick<MtStatus, 'status' | 'code'>[]> {
  await service.beforeApplicationShutdown();
  return published.map(({ value }) => {
    const { status, code } = JSON.parse(value) as MtStatus;
    return { status, ...(code !== undefined && { code }) };
  });
}

it('orphans whose text has settled since move it on, in their order, and are published', async () => {
  const mt = aText();
  const orphan = (status: string, n: number) => ({
    event_id: `5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b1${n}`,
    subscriber: mt.subscriber,
    carrier: 'simulator',
    carrier_message_id: `c-${mt.id}`,
    status,
    at: `2026-11-20T15:00:0${n}.000Z`,
  });
  await replica.commit(
    receipts.save([
      { kind: 'orphan', orphan: orphan('delivered', 2) },
      { kind: 'orphan', orphan: orphan('sent', 1) },
    ]),
  );
  await replica.queue(mt);
  const settled = (await replica.claim()).mts.map(({ id }) => ({
    id,
    status: 'submitted' as const,
    carrier: 'simulator',
    carrierMessageId: `c-${id}`,
  }));
  await replica.commit(replica.claims.settle(settled, true));
  const service = chores(true);
  await service.matchOrphans();
  await service.matchOrphans();
  expect(await told(service)).toEqual([{ status: 'sent' }, { status: 'delivered' }]);
  expect(await replica.query('SELECT status FROM dispatcher.mt')).toEqual([{ status: 'delivered' }]);
  expect(await replica.query('SELECT 1 FROM dispatcher.orphan_receipts WHERE matched_at IS NULL')).toEqual(
    [],
  );
});

describe('marketing that waited into closed hours', () => {
  const late = () =>
    aText({
      subscriber: '+12125550101',
      lane: 'bulk',
      zones: 'America/New_York',
      openUntilMs: Date.now() - 1,
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      expiresAtMs: Date.now() + 4 * 86_400_000,
    });

  it('is put off to the next hours, and says so', async () => {
    const mt = late();
    await replica.queue(mt);
    const service = chores('later');
    await service.putOff();
    expect(await replica.claimedIds()).toEqual([]);
    expect(await orders().closed(10)).toEqual([]);
    expect(await told(service)).toEqual([{ status: 'retrying', code: 'QUIET_HOURS' }]);
    const [, endMs] = timesOf(spans.one('wait for quiet hours to end'));
    const { nextAt } = JSON.parse(published[0]!.value) as MtStatus;
    expect([nextAt, endMs > Date.now()]).toEqual([new Date(endMs).toISOString(), true]);
  });

  it('is open again where the hours were changed meanwhile', async () => {
    const mt = late();
    await replica.queue(mt);
    const service = chores(true);
    await service.putOff();
    expect(await replica.claimedIds()).toEqual([mt.id]);
    expect(await told(service)).toEqual([]);
  });

  it('ends with its code where no hours come any more', async () => {
    const mt = late();
    await replica.queue(mt);
    const service = chores(false);
    await service.putOff();
    expect((await replica.claim()).mts).toMatchObject([{ id: mt.id, suppressed: 'QUIET_HOURS' }]);
    expect(await told(service)).toEqual([]);
  });
});
