import { testDatabase } from '@parley/testing';
import fc from 'fast-check';
import { lanes } from './domain/queued-mt.js';
import { takeTurns, type Flow, type Head, type Pace } from './domain/turns.js';
import { aText, idsOf, Replica, texts } from './mt-queue.builder.js';

let replica: Replica;

beforeAll(async () => {
  replica = new Replica((await testDatabase()).database);
});

beforeEach(async () => {
  await clean();
});

async function clean(): Promise<void> {
  await replica.query('TRUNCATE dispatcher.queue, dispatcher.mt, dispatcher.pace, dispatcher.flows');
  await replica.claims.register(['12345']);
}

const heads = `SELECT id, lane, CASE WHEN lane < 2 THEN '' ELSE coalesce(campaign, '') END AS flow, segments AS cost,
  (extract(epoch FROM due_at) * 1000)::float8 AS "dueMs", seq FROM dispatcher.queue WHERE claimed_by IS NULL`;
const pace = `SELECT (extract(epoch FROM greatest(tat, '2000-01-01')) * 1000)::float8 AS "tatMs",
  (extract(epoch FROM transactional_old_until) * 1000)::float8 AS p2, (extract(epoch FROM bulk_old_until) * 1000)::float8 AS p3
  FROM dispatcher.pace`;

async function state(): Promise<{ heads: Head[]; flows: Flow[]; pace: Pace }> {
  const [row] = await replica.query<{ tatMs: number; p2: number | null; p3: number | null }>(pace);
  const { tatMs, p2, p3 } = row!;
  const oldUntilMs: Record<number, number> = {};
  if (p2 !== null) oldUntilMs[2] = p2;
  if (p3 !== null) oldUntilMs[3] = p3;
  return {
    heads: await replica.query<Head>(heads),
    flows: await replica.query<Flow>(
      'SELECT lane, flow, start, served FROM dispatcher.flows ORDER BY lane, flow',
    ),
    pace: { tatMs, oldUntilMs },
  };
}

describe('the claim', () => {
  it('takes the turns that the domain would', async () => {
    const text = fc.record({
      lane: fc.constantFrom(...lanes),
      campaign: fc.constantFrom(undefined, 'spring', 'autumn'),
      segments: fc.integer({ min: 1, max: 4 }),
      waitedMs: fc.constantFrom(0, 0, 30_000, 90_000),
    });
    const story = fc.record({
      batches: fc.array(fc.array(text, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 }),
      rate: fc.constantFrom(23.7, 97.3, 1234.5),
      slackSegments: fc.constantFrom(0.3, 5.1),
      most: fc.constantFrom(3, 500),
    });
    await fc.assert(
      fc.asyncProperty(story, async ({ batches, rate, slackSegments, most }) => {
        await clean();
        for (const batch of batches) {
          const now = Date.now();
          await replica.queue(
            ...batch.map(({ waitedMs, ...mt }) => aText({ ...mt, sendAfterMs: now - waitedMs - 1 })),
          );
          await replica.claims.due(['12345']);
          const before = await state();
          const terms = { secondsPerSegment: 1 / rate, slackSegments, leaseMs: 151.3, most };
          const { mts, atMs } = await replica.claim(terms);
          if (atMs === undefined) continue;
          const expected = takeTurns(before.heads, before.flows, before.pace, { ...terms, nowMs: atMs });
          expect(idsOf(mts)).toEqual(idsOf(expected.taken));
          mts.forEach((mt, i) => expect(atMs + mt.waitMs).toBeCloseTo(expected.taken[i]!.slotMs, 1));
          const after = await state();
          const alone = (flow: Flow): boolean =>
            before.flows.filter(({ lane }) => lane === flow.lane).length === 1;
          expect(after.flows).toEqual(
            expected.flows.map((flow) => (alone(flow) ? { ...flow, start: 0, served: 0 } : flow)),
          );
          expect(after.pace.tatMs).toBeCloseTo(expected.pace.tatMs, 1);
          for (const lane of [2, 3])
            expect(after.pace.oldUntilMs[lane] ?? 0).toBeCloseTo(expected.pace.oldUntilMs[lane] ?? 0, 1);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('campaigns', () => {
  it('share a lane, whoever began first, and a reply goes before both', async () => {
    await replica.queue(...texts(200, { lane: 'bulk', campaign: 'first' }));
    await replica.queue(...texts(200, { lane: 'bulk', campaign: 'second' }));
    await replica.claims.due(['12345']);
    const reply = aText({ lane: 'reply' });
    await replica.queue(reply);
    const { mts } = await replica.claim({ most: 101 });
    expect(mts[0]!.id).toBe(reply.id);
    const rows = await replica.query<{ campaign: string; n: number }>(
      'SELECT campaign, count(*) AS n FROM dispatcher.queue WHERE claimed_by IS NOT NULL AND lane = 3 GROUP BY 1',
    );
    expect(rows.map(({ n }) => n)).toEqual([50, 50]);
  });

  it('are found when something of theirs is queued, and forgotten when nothing is left', async () => {
    const mt = aText({ lane: 'bulk', campaign: 'spring' });
    await replica.queue(mt);
    expect(await replica.claimedIds()).toEqual([]);
    expect(await replica.claims.due(['12345'])).toEqual(['12345']);
    await replica.claims.forget();
    expect(await replica.claimedIds()).toEqual([mt.id]);
    await replica.submit(mt);
    await replica.claims.forget();
    expect((await state()).flows.map(({ flow }) => flow)).toEqual(['', '', '', '']);
    expect((await state()).flows.at(-1)!.served).toBe(0);
  });

  it('are of bulk and transactional lanes alone: a reply of a campaign waits for nobody to find it', async () => {
    const mt = aText({ lane: 'reply', campaign: 'spring' });
    await replica.queue(mt);
    expect(await replica.claimedIds()).toEqual([mt.id]);
  });
});
