import { testDatabase } from '@parley/testing';
import type { QueuedMt } from './domain/queued-mt.js';
import { aText, idsOf, Replica, texts } from './mt-queue.builder.js';

let replica: Replica;

beforeAll(async () => {
  replica = new Replica((await testDatabase()).database);
});

beforeEach(async () => {
  await replica.query('TRUNCATE dispatcher.queue, dispatcher.mt, dispatcher.consents, dispatcher.pace');
  await replica.claims.register(['12345', '67890']);
});

/** Claimed, failed at the carrier, and due again only later. */
async function failAndWait(mt: QueuedMt): Promise<void> {
  expect(await replica.claimedIds()).toContain(mt.id);
  await replica.commit(replica.claims.retry([{ id: mt.id, afterMs: 60_000 }]));
}

describe('what is claimed first', () => {
  it('goes by lane: compliance, replies, transactional, bulk; and by age within a lane', async () => {
    const lanes = ['bulk', 'transactional', 'reply', 'compliance'] as const;
    const queued = lanes.flatMap((lane) => texts(2, { lane }));
    await replica.queue(...queued);
    const byLane = [queued.slice(6), queued.slice(4, 6), queued.slice(2, 4), queued.slice(0, 2)].flat();
    expect(await replica.claimedIds()).toEqual(idsOf(byLane));
  });

  it('is due, and of the sender that was asked for', async () => {
    const [due, later, elsewhere] = [
      aText(),
      aText({ sendAfterMs: Date.now() + 60_000 }),
      aText({ sender: '67890' }),
    ];
    await replica.queue(due!, later!, elsewhere!);
    expect(await replica.claims.due(['12345', '67890', '11111'])).toEqual(['12345', '67890']);
    expect(await replica.claimedIds()).toEqual([due!.id]);
    expect(await replica.claims.due(['12345', '67890'])).toEqual(['67890']);
    await replica.makeDue(later!.id);
    expect(await replica.claimedIds()).toEqual([later!.id]);
  });

  it('is taken by one replica alone', async () => {
    const queued = texts(40);
    await replica.queue(...queued);
    const claims = await Promise.all([1, 2, 3, 4].map(() => replica.another().claimedIds({ most: 10 })));
    expect(claims.flat().sort()).toEqual(idsOf(queued).sort());
  });

  it('carries what is needed to send it, and how often it was tried', async () => {
    const mt = aText({
      program: 'club',
      inReplyTo: aText().id,
      moReceivedAtMs: Date.now() - 1500,
      lane: 'reply',
      segments: 3,
      encoding: 'ucs2',
    });
    await replica.queue(mt);
    const { mts } = await replica.claim();
    const {
      sendAfterMs: _after,
      campaign: _campaign,
      queuedAtMs: _queued,
      expiresAtMs: _expires,
      moReceivedAtMs: _received,
      ...same
    } = mt;
    expect(mts).toEqual([
      expect.objectContaining({ ...same, attempt: 1, programState: 'none', senderState: 'none' }),
    ]);
    expect(mts[0]!.queuedAtMs).toBeCloseTo(mt.queuedAtMs, 0);
    expect(mts[0]!.expiresAtMs).toBeCloseTo(mt.expiresAtMs, 0);
    expect(mts[0]!.moReceivedAtMs).toBeCloseTo(mt.moReceivedAtMs!, 0);
    await replica.queue(aText());
    expect((await replica.claim()).mts[0]!.moReceivedAtMs).toBeUndefined();
  });
});

describe("a conversation's texts", () => {
  it('go one at a time and in order, while other conversations go on', async () => {
    const [first, second, third] = texts(3, { subscriber: '+14155550101' });
    const other = aText();
    await replica.queue(first!, second!, third!, other);
    expect((await replica.claimedIds()).sort()).toEqual([first!.id, other.id].sort());
    expect(await replica.claimedIds()).toEqual([]);
    await replica.submit(first!, other);
    expect(await replica.claimedIds()).toEqual([second!.id]);
    await replica.submit(second!);
    expect(await replica.claimedIds()).toEqual([third!.id]);
  });

  it('on another sender are another conversation', async () => {
    const here = aText({ subscriber: '+14155550101' });
    const there = aText({ subscriber: '+14155550101', sender: '67890' });
    await replica.queue(here, there);
    expect(await replica.claimedIds()).toEqual([here.id]);
    expect(await replica.claimedIds({ sender: '67890' })).toEqual([there.id]);
  });

  it('wait for one that waits for its retry, and then follow it (I4)', async () => {
    const [first, second] = texts(2, { subscriber: '+14155550101' });
    await replica.queue(first!, second!);
    await failAndWait(first!);
    const other = aText();
    await replica.queue(other);
    expect(await replica.claimedIds()).toEqual([other.id]);
    await replica.makeDue(first!.id);
    expect(await replica.claimedIds()).toEqual([first!.id]);
    await replica.submit(first!);
    expect(await replica.claimedIds()).toEqual([second!.id]);
  });

  it('of a higher lane do not wait for the retry of a lower one', async () => {
    const bulk = aText({ subscriber: '+14155550101', lane: 'bulk' });
    await replica.queue(bulk);
    await failAndWait(bulk);
    const reply = aText({ subscriber: '+14155550101', lane: 'reply' });
    await replica.queue(reply);
    expect(await replica.claimedIds()).toEqual([reply.id]);
  });

  it('that cannot go, however many, hold up nobody else', async () => {
    const many = texts(20, { subscriber: '+14155550101' });
    await replica.queue(...many);
    await failAndWait(many[0]!);
    const others = texts(3);
    await replica.queue(...others);
    expect(await replica.claimedIds({ most: 5 })).toEqual(idsOf(others));
    await replica.makeDue(many[0]!.id);
    expect(await replica.claimedIds({ most: 5 })).toEqual([many[0]!.id]);
  });

  it('that are long, hold up nobody else', async () => {
    const many = texts(20, { subscriber: '+14155550101' });
    const others = texts(3);
    await replica.queue(...many, ...others);
    expect(await replica.claimedIds({ most: 5 })).toEqual(idsOf([many[0]!, ...others]));
  });
});
