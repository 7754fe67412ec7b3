import { testDatabase } from '@parley/testing';
import { KeyringWrapper, WrapperError } from '@parley/vault';
import { aText, mtWordsOf, Replica } from './mt-queue.builder.js';
import { PgCarrierMessagesStore } from './carrier-messages.store.pg.js';
import type { ClaimedMt, SettledMt } from './mt-claims.store.js';
import { PgMtClaimsStore } from './mt-claims.store.pg.js';
import { PgReceiptsStore } from './receipts.store.pg.js';

const WORDS = 'Your code is kanarienvogel 🐤';
let replica: Replica;

beforeAll(async () => {
  replica = new Replica((await testDatabase()).database);
});

beforeEach(async () => {
  await replica.query('TRUNCATE dispatcher.queue, dispatcher.mt, dispatcher.pace, dispatcher.claims');
  await replica.claims.register(['12345']);
});

async function claimed(): Promise<ClaimedMt> {
  await replica.queue(aText({ text: WORDS }));
  return (await replica.claim()).mts[0]!;
}

async function settle(
  mt: Pick<ClaimedMt, 'id'>,
  how: Partial<SettledMt>,
  claimedHere = true,
  claims = replica.claims,
): Promise<void> {
  const settled = [{ id: mt.id, status: 'submitted', ...how } as const];
  await claims.ready(settled);
  await replica.commit(claims.settle(settled, claimedHere));
}

const rowOf = async ({ id }: Pick<ClaimedMt, 'id'>) =>
  (
    await replica.query<{ row: string; body: string; status: string }>(
      'SELECT m::text AS row, body, status FROM dispatcher.mt m WHERE id = $1',
      id,
    )
  )[0]!;

it('a text that waits rests sealed: its words, and whose it is', async () => {
  const mt = aText({ text: WORDS });
  await replica.queue(mt);
  const [kept] = await replica.query<{ row: string }>('SELECT q::text AS row FROM dispatcher.queue q');
  expect(kept!.row).not.toMatch(/kanarienvogel|\+1415/);
  expect((await replica.claim()).mts).toMatchObject([{ subscriber: mt.subscriber, text: WORDS }]);
});

/** By a replica that holds no key. */
async function readOf({ id }: Pick<ClaimedMt, 'id'>): Promise<string | undefined> {
  const { database, claims } = replica;
  const messages = new PgCarrierMessagesStore(database);
  const words = new Replica(database).words;
  const receipts = new PgReceiptsStore(database, claims, messages, words, { UNREACHABLE_AFTER: 3 });
  return (await receipts.loadResolvable([id])).get(id)?.text;
}

describe('a text that has left the queue', () => {
  it('rests sealed, and is read by who may send it again', async () => {
    const mt = await claimed();
    await settle(mt, { said: mt });
    expect((await rowOf(mt)).row).not.toMatch(
      new RegExp(`kanarienvogel|${Buffer.from('kanarienvogel').toString('hex')}`),
    );
    expect(await readOf(mt)).toBe(WORDS);
  });

  it('rests sealed where it was refused at once', async () => {
    const mt = aText({ text: WORDS });
    await replica.take({ kind: 'refused', mt, code: 'NO_CONSENT' });
    expect((await rowOf(mt)).row).not.toContain('kanarienvogel');
    expect(await readOf(mt)).toBe(WORDS);
  });

  it('rests sealed where its receipt was quicker than its settlement, and stands no further back for it', async () => {
    const mt = await claimed();
    await settle(mt, { status: 'delivered' }, false);
    expect((await rowOf(mt)).body).toBe(WORDS);
    await settle(mt, { said: mt });
    expect(await rowOf(mt)).toMatchObject({ status: 'delivered', body: '' });
    expect(await readOf(mt)).toBe(WORDS);
  });

  it('from before is read as it stands', async () => {
    const mt = await claimed();
    await settle(mt, { status: 'unknown' });
    expect(await readOf(mt)).toBe(WORDS);
  });

  it('is kept without its words while nobody wraps keys, and no text waits for that', async () => {
    const known = await claimed();
    await settle(known, { said: known });
    // A replica without keys in stock.
    const { database, instance } = replica;
    const claims = new PgMtClaimsStore(database, instance, mtWordsOf(database));
    const [again, first, second] = [
      { ...(await claimed()), subscriber: known.subscriber },
      await claimed(),
      await claimed(),
    ];
    await claims.ready([{ said: again }]);
    const asked = jest.spyOn(KeyringWrapper.prototype, 'wrap');
    asked.mockRejectedValue(new WrapperError('KMS_UNAVAILABLE', 'away'));
    await settle(second, { status: 'delivered' }, false);
    for (const mt of [first, second, again]) await settle(mt, { said: mt }, true, claims);
    expect(asked).toHaveBeenCalledTimes(1);
    asked.mockRestore();
    // Whose key is at hand is none the poorer.
    expect((await rowOf(again)).row).toContain('\\\\x01');
    for (const [mt, status] of [
      [first, 'submitted'],
      [second, 'delivered'],
    ] as const) {
      expect(await rowOf(mt)).toMatchObject({ status, body: '' });
      expect(await readOf(mt)).toBe('');
    }
  });

  it('whose person was forgotten while it was under way has no words any more', async () => {
    const mt = await claimed();
    await replica.query(`UPDATE dispatcher.queue SET body = ''`);
    await settle(mt, { said: mt });
    expect(await readOf(mt)).toBe('');
    const [row] = await replica.query<{ sealed_body: unknown; text_mark: unknown }>(
      'SELECT sealed_body, text_mark FROM dispatcher.mt',
    );
    expect(row).toEqual({ sealed_body: null, text_mark: null });
  });
});
