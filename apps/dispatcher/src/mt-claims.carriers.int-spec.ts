import { testDatabase } from '@parley/testing';
import type { ClaimTerms, LaterMt, Through } from './mt-claims.store.js';
import { aText, idsOf, Replica, texts } from './mt-queue.builder.js';

const twilio: Through = { carrier: 'twilio', others: ['vonage'], pace: '12345@twilio' };
const vonage: Through = { carrier: 'vonage', others: ['twilio'], pace: '12345@vonage' };

let replica: Replica;

beforeAll(async () => {
  replica = new Replica((await testDatabase()).database);
});

beforeEach(async () => {
  await replica.query('TRUNCATE dispatcher.queue, dispatcher.mt, dispatcher.pace, dispatcher.flows');
  await replica.claims.register(['12345']);
  await replica.claims.registerPaces([twilio.pace, vonage.pace]);
});

const by = (through: Through, terms: Partial<ClaimTerms> = {}): Promise<string[]> =>
  replica.claimedIds({ through, ...terms });

/** A text that was tried so, and is due again. */
async function tried(later: Omit<LaterMt, 'id' | 'afterMs'>): Promise<string> {
  const mt = aText();
  await replica.queue(mt);
  expect(await replica.claimedIds()).toEqual([mt.id]);
  await replica.commit(replica.claims.retry([{ id: mt.id, afterMs: 0, ...later }]));
  return mt.id;
}

async function dueFor(id: string, s: number): Promise<void> {
  await replica.query(
    `UPDATE dispatcher.queue SET due_at = clock_timestamp() - $2::float8 * interval '1 s' WHERE id = $1`,
    id,
    s,
  );
}

describe('a text that a carrier did not take', () => {
  it('goes by another of the sender', async () => {
    const id = await tried({ carrier: 'twilio' });
    expect(await by(twilio)).toEqual([]);
    expect((await replica.claim({ through: vonage })).mts).toMatchObject([
      { id, attempt: 2, lastCarrier: 'twilio', maybeTaken: false },
    ]);
  });

  it('goes by the same when no other has come for it in 5 s, or when the sender has one carrier', async () => {
    const id = await tried({ carrier: 'twilio' });
    await dueFor(id, 4);
    expect(await by(twilio)).toEqual([]);
    await dueFor(id, 6);
    expect(await by(twilio)).toEqual([id]);
    const other = await tried({ carrier: 'twilio' });
    expect(await replica.claimedIds()).toEqual([other]);
  });

  it('keeps nobody else from that carrier, but the texts of its own conversation', async () => {
    const id = await tried({ carrier: 'twilio' });
    const [{ subscriber }] = (await replica.query<{ subscriber: string }>(
      'SELECT subscriber FROM dispatcher.queue',
    )) as [{ subscriber: string }];
    const [after, else_] = [aText({ subscriber }), aText()];
    await replica.queue(after, else_);
    expect(await by(twilio)).toEqual([else_.id]);
    expect(await by(vonage)).toEqual([id]);
  });

  it('is refused by whichever comes first once the person has ended it', async () => {
    const id = await tried({ carrier: 'twilio' });
    await replica.query("UPDATE dispatcher.queue SET suppressed = 'OPTED_OUT'");
    expect(await by(twilio)).toEqual([id]);
  });
});

describe('a text that a carrier may have taken, and that is sent again on purpose (I3)', () => {
  it('goes by that one alone, however long it waits', async () => {
    const id = await tried({ carrier: 'twilio', maybeTaken: true });
    await dueFor(id, 3600);
    expect(await by(vonage)).toEqual([]);
    expect(await by(twilio)).toEqual([id]);
  });

  it('is taken by whichever comes first once its time is over, to be refused', async () => {
    const id = await tried({ carrier: 'twilio', maybeTaken: true });
    await replica.query("UPDATE dispatcher.queue SET expires_at = clock_timestamp() - interval '1 s'");
    expect(await by(vonage)).toEqual([id]);
  });

  it('stays so after a later failure there', async () => {
    const id = await tried({ carrier: 'twilio', maybeTaken: true });
    expect(await by(twilio)).toEqual([id]);
    await replica.commit(replica.claims.retry([{ id, afterMs: 0, carrier: 'twilio' }]));
    expect(await by(vonage)).toEqual([]);
    expect((await replica.claim({ through: twilio })).mts).toMatchObject([{ id, maybeTaken: true }]);
  });

  it('is not left lying when that carrier is the sender’s no more: who claims it must not send it', async () => {
    const id = await tried({ carrier: 'telnyx', maybeTaken: true });
    const { mts } = await replica.claim({ through: vonage });
    expect(mts).toMatchObject([{ id, lastCarrier: 'telnyx', maybeTaken: true }]);
  });
});

describe('a carrier that asks to slow down', () => {
  const slots = { secondsPerSegment: 0.01, leaseMs: 100 };

  it('is held and goes on at half, and the other goes on as ever', async () => {
    await replica.queue(...texts(40, { lane: 'reply' }));
    await replica.commit(replica.claims.hold(twilio.pace, 0));
    expect(await by(twilio, slots)).toEqual([]);
    expect(await by(vonage, slots)).toHaveLength(11);
    await replica.query(
      `UPDATE dispatcher.pace SET tat = '-infinity', held_until = CASE WHEN sender = $1
         THEN clock_timestamp() - interval '0.1 s' ELSE held_until END`,
      twilio.pace,
    );
    expect(await by(twilio, slots)).toHaveLength(6);
  });
});

describe('the contract of the sender', () => {
  it('is one over its carriers: each takes up where the other ended', async () => {
    await replica.queue(...texts(40, { lane: 'reply' }));
    const terms = { secondsPerSegment: 0.01, leaseMs: 1000, most: 10 };
    const all = [];
    for (const through of [twilio, vonage, vonage, twilio])
      all.push(...(await replica.claim({ ...terms, through })).mts);
    expect(new Set(idsOf(all)).size).toBe(40);
    const given = await replica.query<{ ms: number }>(
      `SELECT (extract(epoch FROM slot_at - lag(slot_at) OVER (ORDER BY slot_at)) * 1000)::float8 AS ms
       FROM dispatcher.queue ORDER BY slot_at OFFSET 1`,
    );
    expect(Math.min(...given.map(({ ms }) => ms))).toBeGreaterThan(9.99);
  });

  it("leaves a carrier's account its own, and the other carrier is not in its way", async () => {
    await replica.claims.registerPaces(['account:twilio']);
    await replica.queue(...texts(40, { lane: 'reply' }));
    const account = { name: 'account:twilio', secondsPerSegment: 0.1, slackSegments: 0 };
    const terms = { secondsPerSegment: 0.01, leaseMs: 50 };
    expect(await by(twilio, { ...terms, account })).toHaveLength(1);
    expect(await by(twilio, { ...terms, account })).toEqual([]);
    expect((await by(vonage, terms)).length).toBeGreaterThan(3);
  });
});
