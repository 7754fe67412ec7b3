import type { ReceiptReceived } from '@parley/contracts';
import type { Batch, Envelope, Steps } from '@parley/messaging';
import { prepared, type Database } from '@parley/persistence';
import { testDatabase } from '@parley/testing';
import { PgCarrierMessagesStore } from './carrier-messages.store.pg.js';
import * as sql from './carrier-messages.sql.pg.js';
import { decideFound } from './mt-chores.service.js';
import { aText, Replica } from './mt-queue.builder.js';
import { PgReceiptsStore } from './receipts.store.pg.js';
import { TakeReceiptHandler } from './take-receipt.handler.js';
import { UnnotedNames } from './unnoted-names.js';

let database: Database;
let replica: Replica;
let messages: PgCarrierMessagesStore;
let receipts: PgReceiptsStore;
let handler: TakeReceiptHandler;
const unnoted = new UnnotedNames();

beforeAll(async () => {
  ({ database } = await testDatabase());
  replica = new Replica(database);
  messages = new PgCarrierMessagesStore(database);
  receipts = new PgReceiptsStore(database, replica.claims, messages, replica.words, { UNREACHABLE_AFTER: 3 });
  handler = new TakeReceiptHandler(receipts, messages, unnoted);
});

beforeEach(async () => {
  await replica.query(
    'TRUNCATE dispatcher.queue, dispatcher.mt, dispatcher.pace, dispatcher.orphan_receipts, dispatcher.carrier_messages',
  );
  await replica.claims.register(['12345']);
});

/** A text that the carrier took in parts, by its ids. */
async function submitted(
  subscriber: string,
  ids: readonly string[],
  total = ids.length,
  segments = 1,
): Promise<string> {
  const mt = aText({ subscriber, segments });
  await replica.queue(mt);
  await replica.claim();
  await replica.submit(mt);
  await replica.commit(note(mt.id, ids, total));
  return mt.id;
}

const note = (mtId: string, ids: readonly string[], parts = ids.length, attempt = 1) =>
  messages.note(
    ids.map((carrierMessageId, index) => ({
      carrier: 'smpp',
      carrierMessageId,
      mtId,
      attempt,
      part: index + 1,
      parts,
    })),
  );

let events = 0;
const receipt = (
  subscriber: string,
  carrierMessageId: string,
  status: ReceiptReceived['status'] = 'delivered',
) => {
  const id = `00000000-0000-4000-8000-${String(++events).padStart(12, '0')}`;
  const data = { subscriber, carrier: 'smpp', carrierMessageId, status, at: '2026-11-25T18:00:00.000Z' };
  return {
    id,
    key: subscriber,
    data,
    conversationId: 'c',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00',
  };
};

/** Takes receipts as one batch of the loop does; gives the statuses that are published. */
async function take(...receipts: ReturnType<typeof receipt>[]): Promise<string[]> {
  const published: string[] = [];
  const batch = {
    events: receipts,
    async run<S, R>(steps: Steps<ReceiptReceived, S, R>) {
      const all = receipts as unknown as Envelope<ReceiptReceived>[];
      const loaded = await steps.load([...new Set(all.map((event) => steps.keyOf!(event)))], all);
      const states = new Map<string, S>();
      const records: R[] = [];
      for (const event of all) {
        const key = steps.keyOf!(event);
        const decision = steps.decide(states.get(key) ?? loaded.get(key), event, 0);
        if (decision.state !== undefined) states.set(key, decision.state);
        records.push(...(decision.records ?? []));
        published.push(...decision.effects.map(({ data }) => (data as { status: string }).status));
      }
      await database.commit([...steps.save(states, records)]);
    },
  };
  await handler.take(batch as unknown as Batch<ReceiptReceived>);
  return published;
}

async function statusOf(id: string): Promise<string | undefined> {
  const [row] = await replica.query<{ status: string }>('SELECT status FROM dispatcher.mt WHERE id = $1', id);
  return row?.status;
}

describe('receipts that name the carrier’s id alone', () => {
  it('find their text', async () => {
    const id = await submitted('+14155550101', ['a1']);
    expect(await take(receipt('+14155550101', 'a1'))).toEqual(['delivered']);
    expect(await statusOf(id)).toBe('delivered');
  });

  it('wait for their text where this process is about to keep it, and are nobody’s for no moment', async () => {
    const names = [{ carrier: 'smpp', carrierMessageId: 'a1' }];
    unnoted.begin(names);
    const taken = take(receipt('+14155550101', 'a1'));
    const id = await submitted('+14155550101', ['a1']);
    unnoted.end(names);
    expect(await taken).toEqual(['delivered']);
    expect(await statusOf(id)).toBe('delivered');
    expect(await replica.query('SELECT 1 FROM dispatcher.orphan_receipts')).toEqual([]);
  });

  it('of a text in three parts are folded, within a batch and across batches', async () => {
    const id = await submitted('+14155550101', ['a1', 'a2', 'a3']);
    expect(await take(receipt('+14155550101', 'a3'), receipt('+14155550101', 'a1'))).toEqual([]);
    expect(await statusOf(id)).toBe('submitted');
    expect(await take(receipt('+14155550101', 'a2'), receipt('+14155550101', 'a2'))).toEqual(['delivered']);
    expect(await statusOf(id)).toBe('delivered');
  });

  it('the first part that fails decides, and what comes after changes nothing', async () => {
    const id = await submitted('+14155550101', ['a1', 'a2']);
    expect(await take(receipt('+14155550101', 'a2', 'undelivered'))).toEqual(['undelivered']);
    expect(await take(receipt('+14155550101', 'a1'), receipt('+14155550101', 'a2'))).toEqual([]);
    expect(await statusOf(id)).toBe('undelivered');
  });

  it('never make delivered what was taken only in part', async () => {
    const id = await submitted('+14155550101', ['a1', 'a2'], 3);
    await take(receipt('+14155550101', 'a1'), receipt('+14155550101', 'a2'));
    expect(await statusOf(id)).toBe('submitted');
  });

  it('of another person are orphans, for good', async () => {
    const id = await submitted('+14155550101', ['a1']);
    expect(await take(receipt('+14155550199', 'a1'))).toEqual([]);
    expect(await statusOf(id)).toBe('submitted');
    expect(await messages.waiting(10)).toEqual([]);
    const kept = await replica.query<{ row: string }>(
      'SELECT o::text AS row FROM dispatcher.orphan_receipts o',
    );
    expect(kept).toHaveLength(1);
    expect(kept[0]!.row).not.toContain('+1415');
  });

  it('that overtake the answer to the send wait, and find their text once its id is known', async () => {
    const early = receipt('+14155550101', 'a1');
    expect(await take(early)).toEqual([]);
    expect(await messages.waiting(10)).toEqual([]);
    const id = await submitted('+14155550101', ['a1']);
    const waiting = await messages.waiting(10);
    expect(waiting).toEqual([
      {
        eventId: early.id,
        receipt: { data: early.data, conversationId: 'c', traceparent: early.traceparent },
      },
    ]);
    await replica.commit(messages.taken([early.id]));
    expect(
      await take({ ...receipt('+14155550101', 'a1'), data: waiting[0]!.receipt.data as typeof early.data }),
    ).toEqual(['delivered']);
    expect(await statusOf(id)).toBe('delivered');
    expect(await messages.waiting(10)).toEqual([]);
  });

  it('an id that the carrier gives again belongs to the newer text, and noting twice changes nothing', async () => {
    await submitted('+14155550101', ['a1']);
    const newer = await submitted('+14155550102', ['a1']);
    await take(receipt('+14155550102', 'a1'));
    expect(await statusOf(newer)).toBe('delivered');
    const long = await submitted('+14155550103', ['b1', 'b2']);
    await take(receipt('+14155550103', 'b1'));
    await replica.commit([...note(long, ['b1', 'b2'])]);
    await take(receipt('+14155550103', 'b2'));
    expect(await statusOf(long)).toBe('delivered');
  });
});

describe('receipts that name our id and a part’s', () => {
  const both = (mtId: string, part: string, status?: ReceiptReceived['status']) => {
    const event = receipt('+14155550101', part, status);
    return { ...event, data: { ...event.data, mtId } };
  };

  it('are folded too: delivered is what is delivered as a whole', async () => {
    const id = await submitted('+14155550101', ['v1', 'v2', 'v3'], 3, 3);
    expect(await take(both(id, 'v2'), both(id, 'v1'), both(id, 'v1'))).toEqual([]);
    expect(await statusOf(id)).toBe('submitted');
    expect(await take(both(id, 'v3'))).toEqual(['delivered']);
  });

  it('of a part that failed decide', async () => {
    const id = await submitted('+14155550101', ['v1', 'v2'], 2, 2);
    expect(await take(both(id, 'v1'), both(id, 'v2', 'undelivered'))).toEqual(['undelivered']);
  });

  /** What the chores make of receipts that wait. */
  async function matchOrphans(): Promise<string[]> {
    const { records, effects } = decideFound(await receipts.foundOrphans(10));
    await replica.commit(receipts.save(records));
    return effects.map(({ effect }) => (effect.data as { status: string }).status);
  }

  it('wait where they come before the parts are known, and end nothing by themselves', async () => {
    const mt = aText({ subscriber: '+14155550101', segments: 2 });
    await replica.queue(mt);
    await replica.claim();
    expect(await take(both(mt.id, 'v1'))).toEqual([]);
    await replica.submit(mt);
    await replica.commit(note(mt.id, ['v1', 'v2']));
    expect(await matchOrphans()).toEqual([]);
    expect(await statusOf(mt.id)).toBe('submitted');
    expect(await take(both(mt.id, 'v2'))).toEqual(['delivered']);
  });

  it('are found again where they came between two attempts', async () => {
    const mt = aText({ subscriber: '+14155550101', segments: 2 });
    await replica.queue(mt);
    await replica.commit(note(mt.id, ['v1']));
    expect(await take(both(mt.id, 'v1', 'undelivered'))).toEqual([]);
    await replica.claim();
    await replica.submit(mt);
    expect(await matchOrphans()).toEqual(['undelivered']);
  });

  it('are of the whole where the carrier has named no parts', async () => {
    const id = await submitted('+14155550101', [], 0, 2);
    expect(await take(both(id, 'v1'))).toEqual(['delivered']);
  });
});

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: Plan[];
}

const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

async function wholeTables(name: string, types: string, values: string, text: string): Promise<string[]> {
  const rows = await database.commit([
    prepared('', 'SET LOCAL plan_cache_mode = force_generic_plan')(),
    prepared('', `PREPARE ${name} (${types}) AS ${text}`)(),
    prepared('', `EXPLAIN (FORMAT JSON) EXECUTE ${name} (${values})`)(),
    prepared('', `DEALLOCATE ${name}`)(),
  ]);
  const [[explained]] = Object.values(rows[2]![0]!) as [[{ Plan: Plan }]];
  const scans = nodes(explained.Plan).filter((node) => node['Node Type'] === 'Seq Scan');
  return scans.map((node) => node['Relation Name'] ?? '');
}

it('no question reads a table whole, among 50,000 texts and 10,000 old orphans', async () => {
  await replica.query(
    `INSERT INTO dispatcher.carrier_messages (carrier, carrier_message_id, mt_id, attempt, part, parts)
     SELECT 'smpp', 'm' || n, gen_random_uuid(), 1, 1, 1 + (n % 10)/9 FROM generate_series(1, 50000) n`,
  );
  await replica.query(
    `INSERT INTO dispatcher.mt (id, subscriber, sender, lane, purpose, body, segments, encoding, conversation_id, traceparent,
       attempt, status, status_rank, queued_at)
     SELECT mt_id, '+1415' || (1000000 + row_number() OVER ()), '12345', 1, 'reply', 'x', 1, 'gsm7', 'c', 't', 1, 'submitted', 3, now()
     FROM dispatcher.carrier_messages`,
  );
  await replica.query(
    `INSERT INTO dispatcher.orphan_receipts (event_id, subscriber, carrier, carrier_message_id, status, at, kept_at, receipt)
     SELECT gen_random_uuid(), '+1415' || n, 'smpp', 'o' || n, 'delivered', now(), now() - interval '1 day', '{"data":{}}'
     FROM generate_series(1, 10000) n`,
  );
  await replica.query('ANALYZE dispatcher.carrier_messages, dispatcher.mt, dispatcher.orphan_receipts');
  expect(await wholeTables('named', 'text[], text[]', `'{smpp}', '{m7}'`, sql.named().text)).toEqual([]);
  expect(
    await wholeTables('said', 'text[], text[], text[]', `'{smpp}', '{m7}', '{sent}'`, sql.said().text),
  ).toEqual([]);
  expect(await wholeTables('waiting', 'int', '500', sql.waiting().text)).toEqual([]);
});
