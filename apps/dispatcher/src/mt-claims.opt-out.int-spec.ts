import { testDatabase } from '@parley/testing';
import type { ConsentFact } from './domain/consent-view.js';
import { refusalOf } from './domain/permission.js';
import type { QueuedMt } from './domain/queued-mt.js';
import type { IntakeRecord } from './mt-intake.store.js';
import type { ClaimedMt } from './mt-claims.store.js';
import { aText, idsOf, Replica, texts } from './mt-queue.builder.js';

const subscriber = '+14155550101';
let replica: Replica;

beforeAll(async () => {
  replica = new Replica((await testDatabase()).database);
});

beforeEach(async () => {
  await replica.query('TRUNCATE dispatcher.queue, dispatcher.mt, dispatcher.consents, dispatcher.pace');
  await replica.claims.register(['12345']);
});

function confirmation(): QueuedMt {
  return aText({ subscriber, lane: 'compliance', purpose: 'opt_out_confirmation' });
}

function fact(program: string, state: ConsentFact['state'], version: number): IntakeRecord {
  return { kind: 'consent', subscriber, fact: { sender: '12345', program, state, version } };
}

/** A STOP as the intake takes it: the change and its confirmation together. */
function stop(mt: QueuedMt, version = 2, program = '*'): IntakeRecord[] {
  return [fact(program, 'out', version), queued(mt)];
}

function queued(mt: QueuedMt): IntakeRecord {
  return { kind: 'queued', mt };
}

function refused(mt: ClaimedMt): boolean {
  return (
    mt.suppressed !== undefined || refusalOf({ ...mt, hasProgram: mt.program !== undefined }) !== undefined
  );
}

/** What a claim would send, by id. */
async function sendable(): Promise<string[]> {
  return idsOf((await replica.claim()).mts.filter((mt) => !refused(mt)));
}

describe('an opt-out (I2)', () => {
  it('suppresses what is queued with its confirmation, and the confirmation does not wait for 100 of them', async () => {
    const before = texts(100, { subscriber, lane: 'bulk' });
    const other = aText();
    await replica.queue(...before, other);
    const confirming = confirmation();
    await replica.take(...stop(confirming));

    const { mts } = await replica.claim();
    expect(mts).toHaveLength(102);
    expect(mts[0]!.id).toBe(confirming.id);
    expect(idsOf(mts.filter((mt) => !refused(mt)))).toEqual([confirming.id, other.id]);
    expect(
      mts
        .filter((mt) => mt.suppressed === 'OPTED_OUT')
        .map((mt) => mt.id)
        .sort(),
    ).toEqual(idsOf(before).sort());
  });

  it('takes no slot for what it suppressed', async () => {
    await replica.queue(...texts(50, { subscriber, segments: 2 }));
    const confirming = confirmation();
    await replica.take(...stop(confirming));
    const other = aText();
    await replica.queue(other);
    const { mts } = await replica.claim({ secondsPerSegment: 1, leaseMs: 1500 });
    expect(mts).toHaveLength(52);
    const waits = mts.filter((mt) => !refused(mt)).map((mt) => Math.round(mt.waitMs / 1000));
    expect(waits).toEqual([0, 1]);
  });

  it('keeps its confirmation back while a text of the conversation is under way', async () => {
    const underWay = aText({ subscriber, lane: 'bulk' });
    await replica.queue(underWay);
    expect(await replica.claimedIds()).toEqual([underWay.id]);
    const confirming = confirmation();
    await replica.take(...stop(confirming));
    expect(await replica.claimedIds()).toEqual([]);
    await replica.submit(underWay);
    expect(await sendable()).toEqual([confirming.id]);
  });

  it.each(['release', 'retry'] as const)('refuses what was under way and comes back by %s', async (how) => {
    const underWay = aText({ subscriber, lane: 'bulk' });
    await replica.queue(underWay);
    await replica.claim();
    const confirming = confirmation();
    await replica.take(...stop(confirming));
    const { claims } = replica;
    const back =
      how === 'release' ? claims.release([underWay.id]) : claims.retry([{ id: underWay.id, afterMs: 0 }]);
    await replica.commit(back);
    expect(await sendable()).toEqual([confirming.id]);
    await replica.submit(confirming);
    const { mts } = await replica.claim();
    expect(mts.map((mt) => [mt.id, mt.senderState, refused(mt)])).toEqual([[underWay.id, 'out', true]]);
  });

  it('refuses what an intake that had not heard of it queues afterwards', async () => {
    const confirming = confirmation();
    await replica.take(...stop(confirming));
    const late = aText({ subscriber });
    await replica.queue(late);
    expect(await sendable()).toEqual([confirming.id]);
    await replica.submit(confirming);
    expect(await sendable()).toEqual([]);
  });

  it('of one program leaves the others and answers alone', async () => {
    const [club, news, answer] = [
      aText({ subscriber, program: 'club' }),
      aText({ subscriber, program: 'news' }),
      aText({ subscriber, lane: 'reply' }),
    ];
    await replica.take(fact('news', 'in', 1), fact('club', 'in', 2), ...[club, news, answer].map(queued));
    const confirming = { ...confirmation(), program: 'club' };
    await replica.take(...stop(confirming, 3, 'club'));
    const sent: string[] = [];
    for (let i = 0; i < 4; i += 1) {
      const { mts } = await replica.claim();
      sent.push(...idsOf(mts.filter((mt) => !refused(mt))));
      await replica.submit(...mts);
    }
    expect(sent).toEqual([confirming.id, answer.id, news.id]);
  });

  it('of one person leaves everybody else alone', async () => {
    const others = texts(3);
    await replica.queue(...others);
    const confirming = confirmation();
    await replica.take(...stop(confirming));
    expect(await sendable()).toEqual([confirming.id, ...idsOf(others)]);
  });

  it('lets HELP through', async () => {
    const help = aText({ subscriber, lane: 'compliance', purpose: 'help' });
    await replica.queue(help);
    const confirming = confirmation();
    await replica.take(...stop(confirming));
    expect(await sendable()).toEqual([help.id]);
    await replica.submit(help);
    expect(await sendable()).toEqual([confirming.id]);
  });
});

describe('an opt-in after an opt-out', () => {
  const welcome = () => aText({ subscriber, lane: 'reply', purpose: 'opt_in_confirmation' });

  it('in the same batch is answered, and what was queued before the opt-out stays suppressed', async () => {
    const before = aText({ subscriber, lane: 'bulk' });
    await replica.queue(before);
    const [confirming, inBetween, answer] = [confirmation(), aText({ subscriber }), welcome()];
    await replica.take(queued(inBetween), ...stop(confirming, 2), fact('*', 'none', 3), queued(answer));
    const { mts } = await replica.claim();
    expect(idsOf(mts.filter((mt) => mt.suppressed)).sort()).toEqual(idsOf([before, inBetween]).sort());
    expect(idsOf(mts.filter((mt) => !refused(mt)))).toEqual([confirming.id]);
    await replica.submit(...mts);
    expect(await sendable()).toEqual([answer.id]);
  });

  it('is not undone by late news of the opt-out', async () => {
    await replica.take(...stop(confirmation(), 2));
    await replica.submit(...(await replica.claim()).mts);
    const answer = welcome();
    await replica.take(fact('*', 'none', 3), queued(answer));
    await replica.take(fact('*', 'out', 2)); // consent.changed, read by another consumer
    expect(await sendable()).toEqual([answer.id]);
  });
});

describe('what is known of consents', () => {
  it('is the newest of each, in whatever order and batch the news comes', async () => {
    const news = [
      fact('*', 'none', 4),
      fact('*', 'out', 3),
      fact('club', 'in', 2),
      fact('club', 'pending', 1),
    ];
    await replica.take(news[1]!, news[0]!, news[3]!);
    await replica.take(news[2]!, news[1]!);
    expect(await replica.intake.load([subscriber, '+14155550199'])).toEqual(
      new Map([
        [
          subscriber,
          {
            consents: { '12345/*': { state: 'none', version: 4 }, '12345/club': { state: 'in', version: 2 } },
          },
        ],
      ]),
    );
  });
});
