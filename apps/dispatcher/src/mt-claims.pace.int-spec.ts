import { testDatabase } from '@parley/testing';
import fc from 'fast-check';
import type { ClaimTerms } from './mt-claims.store.js';
import { aText, Replica, texts } from './mt-queue.builder.js';
import { LATENESS_MS, pacesOf } from './domain/claim-terms.js';

const SHARE = 0.95;
let replica: Replica;

beforeAll(async () => {
  replica = new Replica((await testDatabase()).database);
});

beforeEach(async () => {
  await replica.query('TRUNCATE dispatcher.queue, dispatcher.mt, dispatcher.pace');
  await replica.claims.register(['12345']);
});

interface Slot {
  readonly atMs: number;
  readonly segments: number;
  /** Whose it is. */
  readonly by?: string;
}

/** Every slot that was given, oldest first. */
function slots(): Promise<Slot[]> {
  return replica.query<Slot>(
    `SELECT (extract(epoch FROM slot_at) * 1000)::float8 AS "atMs", segments, claimed_by AS by FROM dispatcher.queue
     WHERE claimed_by IS NOT NULL ORDER BY slot_at`,
  );
}

/** The most segments in any sliding second (half-open). */
function mostInASecond(given: readonly Slot[]): number {
  let most = 0;
  for (const [i, first] of given.entries()) {
    let within = 0;
    for (let k = i; k < given.length && given[k]!.atMs < first.atMs + 999.999; k += 1)
      within += given[k]!.segments;
    most = Math.max(most, within);
  }
  return most;
}

/** Segments/s from the first slot to the last, without the time in which nobody could have claimed. */
function rate(given: readonly Slot[], standstillMs: number): number {
  const total = given.slice(0, -1).reduce((sum, slot) => sum + slot.segments, 0);
  return (total * 1000) / (given.at(-1)!.atMs - given[0]!.atMs - standstillMs);
}

function termsFor(contract: number, changed: Partial<ClaimTerms> = {}): Partial<ClaimTerms> {
  const slackSegments = contract * (1 - SHARE);
  return { secondsPerSegment: 1 / (contract * SHARE), slackSegments, leaseMs: 250, ...changed };
}

/** Claims again and again, as a replica under a backlog does, until `untilMs`. @returns when it was given slots, ms */
async function keepClaiming(one: Replica, terms: Partial<ClaimTerms>, untilMs: number): Promise<number[]> {
  const claimedAt: number[] = [];
  for (let tries = 0; Date.now() < untilMs || tries < 20; tries += 1) {
    const { atMs } = await one.claim(terms);
    if (atMs !== undefined) claimedAt.push(atMs);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
  }
  return claimedAt;
}

/** How long, among these slots, all within reach were used up before the next claim came, ms: a busy machine's doing. */
function standstill(given: readonly Slot[], claimedAt: readonly number[], leaseMs: number): number {
  const [first, last] = [given[0]!.atMs, given.at(-1)!.atMs];
  const inOrder = [...claimedAt].sort((a, b) => a - b);
  return inOrder.slice(1).reduce((ms, at, i) => {
    const usedUpAt = Math.max(first, inOrder[i]! + leaseMs);
    return ms + Math.max(0, Math.min(last, at) - usedUpAt);
  }, 0);
}

/** The slots of a replica that was killed lead to nothing from that moment of the database on; the others' do. */
function unlessKilled(given: readonly Slot[], killed: string, sinceMs: number): Slot[] {
  return given.filter(({ by, atMs }) => by !== killed || atMs <= sinceMs);
}

describe('a contract of 100 segments/s (I5)', () => {
  const backlog = () =>
    Array.from({ length: 400 }, (_, i) => aText({ lane: 'reply', segments: i % 5 === 0 ? 3 : 1 }));

  it.each([1, 2, 4, 8])('is kept and used by %p replicas under a backlog', async (replicas) => {
    await replica.queue(...backlog());
    const until = Date.now() + 2200;
    const terms = termsFor(100);
    const all = Array.from({ length: replicas }, () => keepClaiming(replica.another(), terms, until));
    const claims = (await Promise.all(all)).flat();
    const given = await slots();
    expect(given.at(-1)!.atMs - given[0]!.atMs).toBeGreaterThan(1500);
    expect(mostInASecond(given)).toBeLessThanOrEqual(100);
    expect(rate(given, standstill(given, claims, terms.leaseMs!))).toBeGreaterThanOrEqual(92);
  });

  it.each([1, 2, 4, 8])(
    'is kept and used by %p replicas when one is killed, and another comes',
    async (n) => {
      await replica.queue(...backlog());
      const terms = termsFor(100, { leaseMs: 150 });
      const [killAt, until] = [Date.now() + 1000, Date.now() + 2500];
      const killed = replica.another();
      const others = Array.from({ length: n - 1 }, () => keepClaiming(replica.another(), terms, until));
      const before = await keepClaiming(killed, terms, killAt);
      const deadSince = await killed.claims.now();
      const after = await Promise.all([...others, keepClaiming(replica.another(), terms, until)]);
      const given = await slots();
      const left = unlessKilled(given, killed.instance.id, deadSince);
      expect(given.some(({ by }) => by === killed.instance.id)).toBe(true);
      expect(mostInASecond(given)).toBeLessThanOrEqual(100);
      // What it had reserved nobody uses: a lease at most, once.
      const lostMs = standstill(left, [...before, ...after.flat()], terms.leaseMs!) + terms.leaseMs!;
      expect(rate(left, lostMs)).toBeGreaterThanOrEqual(92);
      const since = left.filter(({ atMs }) => atMs > deadSince + terms.leaseMs!);
      expect(rate(since, standstill(since, after.flat(), terms.leaseMs!))).toBeGreaterThan(85);
    },
  );

  it('is reserved for bulk no further ahead than 80% of the lease, so that a reply overtakes the backlog', async () => {
    await replica.queue(...texts(100, { lane: 'bulk' }));
    const { mts } = await replica.claim(termsFor(100, { leaseMs: 150 }));
    expect(mts.length).toBeGreaterThanOrEqual(10);
    expect(mts.length).toBeLessThanOrEqual(12);
    expect(Math.max(...mts.map((mt) => mt.waitMs))).toBeLessThanOrEqual(120);
    const reply = aText({ lane: 'reply' });
    await replica.queue(reply);
    const next = await replica.claim(termsFor(100, { leaseMs: 150 }));
    expect(next.mts[0]!.id).toBe(reply.id);
    expect(next.aheadMs).toBeGreaterThan(70);
  });

  it('gives an idle sender its slot at once, and no burst for the time it was idle', async () => {
    await replica.queue(...texts(30));
    const { mts, aheadMs } = await replica.claim(termsFor(100, { leaseMs: 200 }));
    expect(aheadMs).toBeLessThan(0);
    expect(mts[0]!.waitMs).toBe(0);
    expect(mts[1]!.waitMs).toBeCloseTo(1000 / 95, 1);
    expect(mostInASecond(await slots())).toBeLessThanOrEqual(20);
  });
});

describe('a slot in which nothing began', () => {
  const slow = termsFor(1, { leaseMs: 250 });

  it('is free again when its text is given back and no slot was given after it', async () => {
    const mt = aText();
    await replica.queue(mt);
    await replica.claim(slow);
    await replica.commit(replica.claims.release([mt.id]));
    const [again] = (await replica.claim(slow)).mts;
    expect(again).toMatchObject({ id: mt.id, attempt: 1 });
    expect(again!.waitMs).toBeLessThan(50);
  });

  it('stays used when another was given after it, or by a text that was sent', async () => {
    const [first, second] = texts(2);
    await replica.queue(first!, second!);
    await replica.claim(termsFor(100));
    await replica.commit(replica.claims.release([first!.id]));
    const [again] = (await replica.claim(termsFor(100))).mts;
    expect(again!.id).toBe(first!.id);
    const [earlier, later] = await slots();
    expect(later!.atMs - earlier!.atMs).toBeGreaterThanOrEqual(1000 / 95 - 0.01);
  });
});

describe('an answer that will be late', () => {
  it('finds its first slot ahead, and a lease as long as ever', async () => {
    await replica.queue(...texts(40, { lane: 'reply' }));
    const { mts } = await replica.claim(termsFor(100, { leaseMs: 150, leadMs: 300 }));
    expect(mts[0]!.waitMs).toBeCloseTo(300, 0);
    expect(mts.length).toBeGreaterThanOrEqual(13);
    expect(mts.at(-1)!.waitMs).toBeLessThanOrEqual(450);
  });
});

describe('relaxed slots', () => {
  const paces = (backlog: boolean) =>
    pacesOf({ segmentsPerSecond: 100 }, 'simulator', undefined, SHARE, 250, backlog);

  it('come at 76% of the contract', async () => {
    await replica.queue(...texts(40, { lane: 'reply' }));
    const { mts, behind } = await replica.claim(paces(false));
    expect(mts).toHaveLength(Math.floor(0.25 * 76) + 1);
    expect(behind).toBe(true);
  });

  it('keep the others away until none of their texts can be on its way', async () => {
    await replica.queue(...texts(1, { lane: 'reply' }));
    const [relaxed] = (await replica.claim(paces(false))).mts;
    await replica.queue(...texts(2, { lane: 'reply' }));
    expect((await replica.claim({ ...paces(true), leaseMs: 20 })).mts).toEqual([]);
    await replica.claim({ ...paces(true), leaseMs: 1_000, most: 1 });
    const [first, second] = await slots();
    expect(second!.atMs - first!.atMs).toBeGreaterThan(249.9 + 1000 / 76);
    expect(relaxed!.waitMs).toBe(0);
    expect(await replica.claimedIds({ ...paces(false), leaseMs: 1_000 })).toHaveLength(1);
    expect((await slots())[2]!.atMs - second!.atMs).toBeLessThan(250);
  });

  it('leave nothing behind where everything had its slot', async () => {
    await replica.queue(...texts(5, { lane: 'reply' }));
    expect(await replica.claim(paces(false))).toMatchObject({ behind: false });
    expect(await replica.claim(paces(false))).toMatchObject({ mts: [], behind: false });
  });

  it('nor where a claim takes no more at once: what is left is not for want of slots', async () => {
    await replica.queue(...texts(40, { lane: 'reply' }));
    const { mts, behind } = await replica.claim({ ...paces(false), most: 5 });
    expect(mts).toHaveLength(5);
    expect(behind).toBe(false);
  });
});

describe('long texts', () => {
  // A long lease gives the slots of a backlog at once, without waiting for them.
  const terms = (contract: number) => termsFor(contract, { leaseMs: 3_600_000 });

  it.each([
    [10, [3, 3, 3, 3, 3, 3]],
    [10, [1, 1, 1, 1, 1, 1, 1, 1, 1, 4, 1, 1, 1]],
    [100, [...Array.from({ length: 94 }, () => 1), 24, 1, 1, 24]],
    [30, [11, 11, 11, 11]],
  ])('keep a contract of %p segments/s: %j', async (contract, sizes) => {
    await replica.queue(...sizes.map((segments) => aText({ segments })));
    await replica.claim(terms(contract));
    expect(await slots()).toHaveLength(sizes.length);
    expect(mostInASecond(await slots())).toBeLessThanOrEqual(contract);
  });

  it('keep any contract that they fit into, however they come, are claimed and are late for their slots', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 25 });
    const story = fc.record({
      contract: fc.integer({ min: 6, max: 120 }),
      batches: fc.array(sizes, { minLength: 1, maxLength: 4 }),
      lateness: fc.array(fc.integer({ min: 0, max: LATENESS_MS }), { minLength: 100, maxLength: 100 }),
    });
    await fc.assert(
      fc.asyncProperty(story, async ({ contract, batches, lateness }) => {
        await replica.query('TRUNCATE dispatcher.queue, dispatcher.pace');
        await replica.claims.register(['12345']);
        const slackSegments = contract * (1 - SHARE * (1 + LATENESS_MS / 1000));
        for (const batch of batches) {
          await replica.queue(...batch.map((segments) => aText({ segments })));
          await replica.claim({ ...terms(contract), slackSegments });
        }
        const late = (await slots()).map((slot, i) => ({ ...slot, atMs: slot.atMs + lateness[i]! }));
        expect(mostInASecond(late.sort((a, b) => a.atMs - b.atMs))).toBeLessThanOrEqual(contract);
      }),
      { numRuns: 40 },
    );
  });

  it('keep it with relaxed slots among them, whose texts are later', async () => {
    const lateness = fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true }));
    const batch = fc.record({
      sizes: fc.array(fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 6 })), {
        minLength: 1,
        maxLength: 25,
      }),
      backlog: fc.boolean(),
    });
    const story = fc.record({
      contract: fc.integer({ min: 1, max: 120 }),
      batches: fc.array(batch, { minLength: 2, maxLength: 6 }),
      late: fc.array(lateness, { minLength: 150, maxLength: 150 }),
    });
    await fc.assert(
      fc.asyncProperty(story, async ({ contract, batches, late }) => {
        await replica.query('TRUNCATE dispatcher.queue, dispatcher.pace');
        await replica.claims.register(['12345']);
        const latenessOf = new Map<string, number>();
        for (const { sizes, backlog } of batches) {
          const fitting = sizes.map((segments) => Math.min(segments, contract));
          await replica.queue(...fitting.map((segments) => aText({ segments })));
          const paces = pacesOf(
            { segmentsPerSecond: contract },
            'simulator',
            undefined,
            SHARE,
            3_600_000,
            backlog,
          );
          for (const { id } of (await replica.claim(paces)).mts) latenessOf.set(id, paces.latenessMs);
        }
        const given = await replica.query<Slot & { id: string }>(
          `SELECT id, (extract(epoch FROM slot_at) * 1000)::float8 AS "atMs", segments FROM dispatcher.queue ORDER BY slot_at`,
        );
        const left = given.map((slot, i) => ({
          ...slot,
          atMs: slot.atMs + late[i]! * latenessOf.get(slot.id)!,
        }));
        expect(mostInASecond(left.sort((a, b) => a.atMs - b.atMs))).toBeLessThanOrEqual(contract);
      }),
      { numRuns: 60 },
    );
  });

  it('that fit into no second go alone', async () => {
    await replica.queue(...[1, 3, 1].map((segments) => aText({ segments })));
    await replica.claim(terms(1));
    expect(mostInASecond(await slots())).toBe(3);
  });

  it('wait for nothing when the sender was idle', async () => {
    await replica.queue(aText({ segments: 24 }));
    expect((await replica.claim(termsFor(100))).mts[0]!.waitMs).toBe(0);
  });
});

describe('a sender that was told to slow down', () => {
  it('gives no slot before the hold is over, and a shorter hold does not cut it', async () => {
    await replica.queue(...texts(2, { lane: 'reply' }));
    await replica.commit([...replica.claims.hold('12345', 5000), ...replica.claims.hold('12345', 100)]);
    const { mts, aheadMs } = await replica.claim(termsFor(100));
    expect(mts).toEqual([]);
    expect(aheadMs).toBeGreaterThan(4000);
    const later = await replica.claim(termsFor(100, { leaseMs: 6000 }));
    expect(later.mts[0]!.waitMs).toBeGreaterThan(4000);
  });

  it('goes on at half its pace, and at all of it half a minute later', async () => {
    await replica.queue(...texts(400, { lane: 'reply' }));
    await replica.commit([1, 2].flatMap(() => replica.claims.hold('12345', 0)));
    const given = async (): Promise<number> => {
      const { mts } = await replica.claim(termsFor(100, { leaseMs: 200 }));
      await replica.query("UPDATE dispatcher.pace SET tat = '-infinity'");
      return mts.length;
    };
    const endedAgo = (s: number): Promise<unknown> =>
      replica.query(
        `UPDATE dispatcher.pace SET held_until = clock_timestamp() - $1::float8 * interval '1 s'`,
        s,
      );
    expect(await given()).toBe(0);
    await endedAgo(0.1);
    expect(await given()).toBe(Math.floor(0.2 * 95 * 0.5) + 1);
    await endedAgo(15);
    expect(await given()).toBe(Math.floor(0.2 * 95 * 0.75) + 1);
    await replica.commit(replica.claims.hold('12345', 0));
    await endedAgo(0.1);
    expect(await given()).toBe(Math.floor(0.2 * 95 * 0.375) + 1);
    await endedAgo(30);
    expect(await given()).toBe(Math.floor(0.2 * 95) + 1);
  });

  it('holds nobody else up', async () => {
    await replica.claims.register(['67890']);
    await replica.queue(aText({ sender: '67890' }));
    await replica.commit(replica.claims.hold('12345', 5000));
    expect(await replica.claimedIds({ sender: '67890' })).toHaveLength(1);
  });
});

describe('a carrier account with a contract of its own', () => {
  const senders = ['12345', '20001', '20002', '20003'];

  it('is kept by all its senders and replicas together, and all of them go on', async () => {
    await replica.claims.register(senders);
    await replica.claims.registerPaces(['account:simulator']);
    for (const sender of senders) await replica.queue(...texts(100, { sender, lane: 'reply' }));
    const paces = pacesOf({ segmentsPerSecond: 90 }, 'simulator', 100, SHARE, 150, true);
    const until = Date.now() + 2500;
    const all = senders.map((sender) => keepClaiming(replica.another(), { ...paces, sender }, until));
    await Promise.all(all);
    const given = await slots();
    expect(mostInASecond(given)).toBeLessThanOrEqual(100);
    const [bySender] = await replica.query<{ n: number }>(
      'SELECT count(DISTINCT sender) AS n FROM dispatcher.queue WHERE claimed_by IS NOT NULL',
    );
    expect(bySender!.n).toBe(4);
  });

  it('leaves its senders their own pace', async () => {
    await replica.claims.registerPaces(['account:simulator']);
    await replica.queue(...texts(100, { lane: 'reply' }));
    const { account } = pacesOf({ segmentsPerSecond: 20 }, 'simulator', 1000, SHARE, 150, true);
    await replica.claim(termsFor(20, { leaseMs: 2000, account: account! }));
    expect(mostInASecond(await slots())).toBeLessThanOrEqual(20);
    expect((await slots()).length).toBe(Math.floor(2 * 19) + 1);
  });
});

describe('a cap of segments a day', () => {
  const capped = (refuse: boolean) => ({
    day: { segments: 40, zone: 'America/Los_Angeles', refuse },
  });

  it('stops what is beyond it, keeps 5% for replies, and begins anew the next day', async () => {
    await replica.queue(...texts(60, { lane: 'bulk' }));
    expect(await replica.claimedIds(capped(false))).toHaveLength(38);
    await replica.queue(...texts(9, { lane: 'reply' }));
    expect(await replica.claimedIds(capped(false))).toHaveLength(2);
    expect(await replica.claimedIds(capped(false))).toEqual([]);
    await replica.query(`UPDATE dispatcher.pace SET day = day - 1`);
    expect(await replica.claimedIds(capped(false))).toHaveLength(29);
  });

  it('refuses what is beyond it where it was told so', async () => {
    await replica.queue(...texts(41, { lane: 'reply' }));
    const { mts } = await replica.claim(capped(true));
    expect(mts.filter(({ beyondDay }) => beyondDay)).toHaveLength(1);
    expect(mts).toHaveLength(41);
  });

  it('gets back what was given back unsent', async () => {
    const queued = texts(40, { lane: 'reply' });
    await replica.queue(...queued);
    await replica.claim(capped(false));
    await replica.commit(replica.claims.release(queued.slice(0, 3).map(({ id }) => id)));
    await replica.queue(...texts(5, { lane: 'reply' }));
    expect(await replica.claimedIds(capped(false))).toHaveLength(3);
  });
});
