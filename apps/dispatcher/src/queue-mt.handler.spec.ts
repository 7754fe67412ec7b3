import { mtRequested, programConfigured, senderConfigured, type MtRequested } from '@parley/contracts';
import { ConfigDirectory, type Batch, type Envelope, type Steps } from '@parley/messaging';
import { IN_THE_CLEAR, type Database, type Statement } from '@parley/persistence';
import { Clock } from '@parley/platform';
import type { ClaimMtsService } from './claim-mts.service.js';
import { mtWordsOf } from './mt-queue.builder.js';
import { PgMtIntakeStore } from './mt-intake.store.pg.js';
import { PgMtLimitsStore } from './mt-limits.store.pg.js';
import { OurNumbers } from './our-numbers.js';
import { PoolPlaces } from './pool-places.js';
import { PoolStates } from './pool-states.service.js';
import { PgPoolsStore } from './pools.store.pg.js';
import { QueueMtHandler } from './queue-mt.handler.js';

/** Where keys of whom a text is refused are asked for: it keeps what it is offered. */
const aside = {
  query: ({ name, values }: Statement) =>
    Promise.resolve(name === 'vault.offer' ? (values[1] as string[]).map((wrapped) => ({ wrapped })) : []),
} as unknown as Database;

/** What a batch asks of PostgreSQL, and what it keeps there, by the names of the statements. */
async function cost(
  events: readonly { source?: string; data?: Partial<MtRequested> }[],
  sender: object = {},
): Promise<{ asked: string[]; kept: string[] }> {
  const asked: string[] = [];
  const database = {
    rest: IN_THE_CLEAR,
    query: (statement: Statement) => {
      asked.push(statement.name);
      return Promise.resolve([]);
    },
  } as unknown as Database;
  const directory = new ConfigDirectory();
  directory.apply(senderConfigured.topic, '12345', { ...senderConfigured.example, ...sender });
  directory.apply(programConfigured.topic, 'club', {
    ...programConfigured.example,
    program: 'club',
    maxPerDay: 1,
  });
  const pools = new PgPoolsStore(database);
  const words = mtWordsOf(aside);
  const handler = new QueueMtHandler(
    ...([new PgMtIntakeStore(database, words), new PgMtLimitsStore(database, words), directory] as const),
    { queued: () => undefined } as unknown as ClaimMtsService,
    new PoolPlaces(pools, new PoolStates(pools, new OurNumbers(directory)), directory),
    new Clock(),
  );
  let kept: string[] = [];
  const batch: Batch<MtRequested> = {
    events: events.map(({ source = 'parley/keyword-router', data }, n) => envelopeOf(n, source, data)),
    run: async <S, R>(steps: Steps<MtRequested, S, R>) => {
      const loaded = await steps.load(['+14155550101'], batch.events);
      const decisions = batch.events.map((event) => steps.decide(loaded.get(event.key), event, Date.now()));
      const records = decisions.flatMap((decision) => decision.records ?? []);
      await steps.prepare?.(records);
      kept = steps.save(new Map(), records).map(({ name }) => name);
    },
  };
  await handler.queue(batch);
  return { asked, kept };
}

function envelopeOf(n: number, source: string, data: Partial<MtRequested> = {}): Envelope<MtRequested> {
  return {
    id: `0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d${String(n).padStart(2, '0')}`,
    source,
    type: mtRequested.type,
    time: Date.now(),
    key: '+14155550101',
    conversationId: 'c0ffee',
    traceparent: '',
    data: { ...mtRequested.example, ...data },
    origin: { topic: mtRequested.topic, partition: 0, offset: '0', timestamp: 0 },
  };
}

const limits = {
  countries: ['US'],
  velocity: { digits: 6, most: 3, within: '10 minutes' },
  loopGuard: { times: 2, within: '1 hour' },
};

describe('what a batch of requested texts costs', () => {
  const plain = { asked: ['intake.standings'], kept: ['intake.enqueue'] };
  const saying = (...texts: string[]) => texts.map((text) => ({ data: { text } }));

  it('for replies is one query and one statement, whatever limits the sender has', async () => {
    const replies = saying('one', 'two', 'three');
    expect(await cost(replies)).toEqual(plain);
    expect(await cost(replies, { ...limits, loopGuard: undefined })).toEqual(plain);
  });

  it('for texts of others is the same where no limit is configured', async () => {
    expect(await cost([{ source: 'shop' }])).toEqual(plain);
  });

  it('is a query more where the same text goes to the same person again, and no statement', async () => {
    const twice = { asked: ['intake.standings', 'limits.repeats'], kept: ['intake.enqueue'] };
    expect(await cost(saying('one', 'two', 'one'))).toEqual(twice);
    expect(await cost(saying('one', 'one'), { loopGuardOff: true })).toEqual(plain);
    const owed = { data: { purpose: 'help', lane: 'compliance' } } as const;
    expect(await cost([owed, owed])).toEqual(plain);
  });

  it('counts a loop that is all in one batch', async () => {
    const { kept } = await cost(saying(...Array<string>(21).fill('one')));
    expect(kept).toEqual(['intake.enqueue', 'intake.refuse']);
    expect((await cost(saying(...Array<string>(20).fill('one')))).kept).toEqual(['intake.enqueue']);
  });

  it('is a query and a statement more for each limit that one of its texts meets', async () => {
    const { asked, kept } = await cost([{ source: 'shop' }, { source: 'shop' }, ...saying('x')], limits);
    expect(asked).toEqual(['intake.standings', 'limits.prefixes', 'limits.repeats']);
    expect(kept).toEqual(['intake.enqueue', 'limits.save-prefixes']);
  });

  it('for a pool is one query more, and a statement where somebody gets a number', async () => {
    const numbers = [{ number: '+14155550100', carrier: 'simulator', segmentsPerSecond: 1 }];
    expect(await cost(saying('one', 'two'), { numbers })).toEqual({
      asked: ['intake.standings', 'numbers.kept'],
      kept: ['numbers.keep', 'intake.enqueue'],
    });
  });

  it('counts a text that the batch itself queued before', async () => {
    const many = Array.from({ length: 5 }, (_, n) => ({ source: 'shop', data: { text: `text ${n}` } }));
    const { kept } = await cost(many, { velocity: limits.velocity });
    expect(kept).toEqual(['intake.enqueue', 'intake.refuse', 'limits.save-prefixes']);
  });

  it('for a campaign is one query more: whether it was cancelled', async () => {
    const { asked } = await cost([{ source: 'shop', data: { lane: 'bulk', campaign: 'autumn' } }]);
    expect(asked).toEqual(['intake.standings', 'limits.cancelled']);
  });

  it('for a capped program is one query more, and none for an answer under it', async () => {
    const answer = { data: { program: 'club' } };
    expect((await cost([answer])).asked).toEqual(['intake.standings']);
    const text = { source: 'shop', data: { program: 'club', inReplyTo: undefined } };
    expect((await cost([text])).asked).toEqual(['intake.standings', 'limits.days']);
  });
});
