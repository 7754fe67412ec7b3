import { moReceived } from '@parley/contracts';
import { ConversationIds, type OutgoingRecord } from '@parley/messaging';
import { prepared, type Database } from '@parley/persistence';
import { testDatabase } from '@parley/testing';
import type { DurablePublisher } from './durable-publisher.js';
import { EventSeal } from './event-seal.js';
import type { IngestSettings } from './ingest.settings.js';
import type { IngestMetrics } from './ingest.metrics.js';
import { JoinParts } from './join-parts.js';
import { NotDurableError } from './not-durable.error.js';
import type { NewPart } from './parts.store.js';
import { PgPartsStore } from './parts.store.pg.js';

const WAIT_MS = 60_000;
const settings = { traceRatio: 0, partsWaitMs: WAIT_MS, partsKeepMs: 5000 } as IngestSettings;

let database: Database;
let store: PgPartsStore;
let away = false;
const published: OutgoingRecord[] = [];
const joined: string[] = [];

const empty = prepared('spec.parts-empty', 'DELETE FROM ingest.parts');
const age = prepared(
  'spec.parts-age',
  `UPDATE ingest.parts SET arrived_at = arrived_at - $1::int * interval '1 ms',
     claimed_at = claimed_at - $1::int * interval '1 ms', gone_at = gone_at - $1::int * interval '1 ms'`,
);
const rows = prepared('spec.parts-rows', 'SELECT p::text AS row FROM ingest.parts p');
const bodies = prepared('spec.parts-bodies', 'SELECT body FROM ingest.parts');

/** A replica of ingest; all write to the same list. */
function replica(): JoinParts {
  const publisher = {
    publish: async (records: OutgoingRecord[]) => {
      if (away) throw new NotDurableError();
      published.push(...records);
    },
  } as unknown as DurablePublisher;
  const metrics = { joined: (kind: string) => void joined.push(kind) } as unknown as IngestMetrics;
  const seal = new EventSeal(settings, new ConversationIds('a pepper for the tests'));
  return new JoinParts(store, seal, publisher, settings, { now: () => Date.now() }, metrics);
}

function part(number: number, text: string, change: Partial<NewPart> = {}): NewPart {
  const key = { carrier: 'simulator', sender: '12345', subscriber: '+14155556001', reference: 7, total: 2 };
  const carrierMessageId = change.carrierMessageId ?? `sim-${number}`;
  const mo = { ...moReceived.example, ...key, text, carrierMessageId };
  return { ...key, number, carrierMessageId, text, debug: false, mo: moReceived.schema.parse(mo), ...change };
}

const texts = () => published.map(({ value }) => (JSON.parse(value) as { text: string }).text);
const ids = () => published.map(({ headers }) => headers.ce_id);

beforeAll(async () => {
  ({ database } = await testDatabase());
  store = new PgPartsStore(database);
});

beforeEach(async () => {
  away = false;
  published.length = 0;
  joined.length = 0;
  await database.query(empty());
});

describe('parts on PostgreSQL', () => {
  it('become one text, whichever replica got which, in whatever order', async () => {
    await replica().take([part(2, 'STOP')]);
    expect(published).toEqual([]);
    const [kept] = await database.query<{ row: string }>(rows());
    expect(kept!.row).not.toMatch(/"STOP|415555/);
    await replica().take([part(1, 'I want to ')]);
    expect(texts()).toEqual(['I want to STOP']);
    expect(published[0]!.key).toBe('+14155556001');
    expect(joined).toEqual(['whole']);
  });

  it('become one text though all come at once to several replicas', async () => {
    const parts = Array.from({ length: 12 }, (_, at) => part(at + 1, `${at} `, { total: 12 }));
    await Promise.all(parts.map((one) => replica().take([one])));
    expect(texts()).toEqual([parts.map(({ text }) => text).join('')]);
  });

  it('are taken once, however often a carrier repeats one: before, and after the text went on', async () => {
    const [first, second] = [part(1, 'a'), part(2, 'b')];
    await replica().take([first, first]);
    await replica().take([first]);
    await replica().take([second]);
    await replica().take([second]);
    await database.query(age(WAIT_MS + 1));
    await replica().sweep();
    expect(texts()).toEqual(['ab']);
  });

  it('go as they are when the time is over, once, and as partial', async () => {
    await replica().take([part(2, 'STOP')]);
    await replica().sweep();
    expect(published).toEqual([]);
    await database.query(age(WAIT_MS));
    await Promise.all([replica().sweep(), replica().sweep()]);
    await replica().sweep();
    expect(texts()).toEqual(['STOP']);
    expect(JSON.parse(published[0]!.value)).toMatchObject({
      partial: true,
      parts: [{ number: 2, text: 'STOP' }],
    });
    expect(joined).toEqual(['partial']);
  });

  it('make no second text of a part that comes while its text goes on', async () => {
    await replica().take([part(1, 'a')]);
    await database.query(age(WAIT_MS));
    await Promise.all([replica().sweep(), replica().take([part(2, 'b')])]);
    await database.query(age(WAIT_MS));
    await replica().sweep();
    expect(texts().join('')).toBe('ab');
  });

  it('belong to their own sender, subscriber, carrier, reference and total', async () => {
    await replica().take([part(1, 'a')]);
    const others = [
      { sender: '54321' },
      { subscriber: '+14155556002' },
      { carrier: 'twilio' },
      { reference: 40_007 },
      { total: 3 },
    ];
    for (const [at, change] of others.entries()) {
      await replica().take([part(2, 'b', { ...change, carrierMessageId: `other ${at}` })]);
    }
    expect(published).toEqual([]);
  });

  it('go on again under the same id, when a replica died between claiming and sending', async () => {
    away = true;
    await replica().take([part(1, 'a'), part(2, 'b')]);
    expect(published).toEqual([]);
    away = false;
    await replica().sweep();
    expect(published).toEqual([]); // its replica may be at it still
    await database.query(age(6000));
    await replica().sweep();
    await database.query(age(6000));
    await replica().sweep();
    expect(texts()).toEqual(['ab']);
  });

  it('keep the id of their text, whoever puts it together', async () => {
    await replica().take([part(2, 'b'), part(1, 'a')]);
    await database.query(empty());
    await replica().take([part(1, 'a')]);
    await replica().take([part(2, 'b')]);
    expect(ids()[0]).toBe(ids()[1]);
  });

  it('are emptied when their text went on, and deleted after a day', async () => {
    await replica().take([part(1, 'a\u0000\ud83e'), part(2, '\uddf6')]);
    expect(texts()).toEqual(['a🧶']);
    expect((await database.query(bodies())).map(({ body }) => body)).toEqual(['', '']);
    await store.forget();
    expect(await database.query(bodies())).toHaveLength(2);
    await database.query(age(86_400_001));
    await store.forget();
    expect(await database.query(bodies())).toEqual([]);
  });
});
