import type { Database } from '@parley/persistence';
import { sealedWordsOf, testDatabase } from '@parley/testing';
import { PgConversationStore } from './conversation.store.pg.js';
import { PgCouponsStore } from './coupons.store.pg.js';
import type { DialogueRecord } from './dialogue.record.js';
import { PgDialogueStore } from './dialogue.store.pg.js';
import { conversationKey } from './domain/conversation.js';
import { startDialogue, type Dialogue } from './domain/dialogue/dialogue.js';
import { anAsk } from './domain/flow/flow.builder.js';

let database: Database;
let store: PgDialogueStore;

beforeAll(async () => {
  ({ database } = await testDatabase());
  store = new PgDialogueStore(database, sealedWordsOf(database));
});

const RUN = '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10';
const runs = (wakeAt: number, id = RUN): Dialogue['flows'] => ({
  run: {
    id,
    flow: 'f',
    asked: anAsk('a'),
    wakeAt,
    tries: 0,
    answers: { a: 'NUL \ufffd and ü' },
    told: {},
    values: {},
  },
  line: [],
});
const whose = (subscriber: string) => ({ subscriber, sender: '12345' });
const keep = (...records: DialogueRecord[]) => database.commit(store.save(records));
const dialogueOf = (subscriber: string, flows: Dialogue['flows']): DialogueRecord => ({
  kind: 'dialogue',
  dialogue: { ...startDialogue(whose(subscriber)), flows },
});
const load = async (subscriber: string) => {
  const key = conversationKey(whose(subscriber));
  return (await store.load([key])).get(key)!;
};

describe('the dialogue store on PostgreSQL', () => {
  it('knows a conversation that was never in the middle of anything', async () => {
    expect(await load('+14155553000')).toEqual(startDialogue(whose('+14155553000')));
  });

  it('gives back what it was given, with what is known of the subscriber', async () => {
    const subscriber = '+14155553001';
    await keep(
      dialogueOf(subscriber, runs(1)),
      { kind: 'consent', ...whose(subscriber), program: 'club', state: 'in', version: 2 },
      { kind: 'consent', ...whose(subscriber), program: 'club', state: 'pending', version: 1 },
      { kind: 'preference', subscriber, preference: 'size', value: 'L', version: 1 },
      { kind: 'preference', subscriber, preference: 'age', value: 7, version: 2 },
      { kind: 'preference', subscriber, preference: 'name', value: undefined, version: 3 },
    );
    const known = { preferences: { size: 'L', age: 7 }, consents: { club: 'in' } };
    expect(await load(subscriber)).toEqual({ ...whose(subscriber), revision: 1, flows: runs(1), known });
    // The router's hot path reads it with the conversation, and the known only of who is in the middle of something.
    const conversations = new PgConversationStore(database);
    const key = conversationKey(whose(subscriber));
    expect((await conversations.load([key])).get(key)).toMatchObject({
      turns: 0,
      dialogue: { revision: 1, known },
    });
    await keep({ kind: 'dialogue', dialogue: { ...(await load(subscriber)), flows: { line: [] } } });
    expect((await conversations.load([key])).get(key)).toMatchObject({
      dialogue: { revision: 2, known: { preferences: {}, consents: {} } },
    });
  });

  it('keeps neither numbers nor what people told readable', async () => {
    const subscriber = '+14155553006';
    await keep(
      dialogueOf(subscriber, runs(1)),
      { kind: 'consent', ...whose(subscriber), program: 'club', state: 'in', version: 1 },
      { kind: 'preference', subscriber, preference: 'size', value: 'kanarienvogel', version: 1 },
    );
    for (const table of ['dialogues', 'consents', 'preferences']) {
      const text = `SELECT t::text AS row FROM router.${table} t`;
      const rows = await database.query<{ row: string }>({ name: '', text, values: [] });
      expect(rows.length).toBeGreaterThan(0);
      for (const { row } of rows) expect(row).not.toMatch(/415555|kanarienvogel| and ü/);
    }
  });

  it('takes no older news for newer', async () => {
    const subscriber = '+14155553002';
    const told = { kind: 'preference', subscriber, preference: 'size' } as const;
    await keep({ ...told, value: 'L', version: 5 });
    await keep({ ...told, value: 'M', version: 4 });
    expect((await load(subscriber)).known.preferences).toEqual({ size: 'L' });
  });

  it('refuses, transiently, what was decided on an older state', async () => {
    const subscriber = '+14155553003';
    const before = await load(subscriber);
    await keep({ kind: 'dialogue', dialogue: { ...before, flows: runs(1) } });
    await expect(keep({ kind: 'dialogue', dialogue: { ...before, flows: runs(2) } })).rejects.toMatchObject({
      code: '40001',
      transient: true,
    });
    expect((await load(subscriber)).flows.run?.wakeAt).toBe(1);
  });

  it('claims what is due once, until it is saved again or a minute is over', async () => {
    const [early, late] = ['+14155553004', '+14155553005'];
    await database.commit(
      store.save([
        dialogueOf(early, runs(Date.now() - 1000)),
        dialogueOf(late, runs(Date.now() + 3_600_000)),
      ]),
    );
    const due = async () => (await store.claimDue(500, Date.now())).map(({ subscriber }) => subscriber);
    expect(await due()).toContain(early);
    expect(await due()).toEqual([]);
    await database.query({
      name: '',
      text: `UPDATE router.dialogues SET wake_at = wake_at - interval '61 s'`,
      values: [],
    });
    expect(await due()).toContain(early);
    await keep({ kind: 'dialogue', dialogue: { ...(await load(early)), flows: runs(Date.now() - 5) } });
    expect(await due()).toEqual([early]);
    // By the time that it is given, not by the database's.
    const later = await store.claimDue(500, Date.now() + 3_600_001);
    expect(later.map(({ subscriber }) => subscriber)).toContain(late);
  });

  it('shares what is due between replicas that look at once', async () => {
    const many = Array.from({ length: 200 }, (_, n) =>
      dialogueOf(`+1415556${String(n).padStart(4, '0')}`, runs(Date.now() - 1)),
    );
    await keep(...many);
    const claimed = (
      await Promise.all([
        store.claimDue(150, Date.now()),
        store.claimDue(150, Date.now()),
        store.claimDue(150, Date.now()),
      ])
    ).flat();
    const left = await store.claimDue(500, Date.now());
    const all = [...claimed, ...left].map(({ subscriber }) => subscriber);
    expect(all).toHaveLength(200);
    expect(new Set(all).size).toBe(200);
  });
});

describe('coupons on PostgreSQL', () => {
  let coupons: PgCouponsStore;
  const run = (n: number) => `00000000-0000-5000-8000-${String(n).padStart(12, '0')}`;
  const wish = (n: number, pool = 'autumn') => ({ pool, run: run(n), step: 'code' });
  const give = (n: number, code: string) =>
    keep({ kind: 'coupon', ...wish(n), code, subscriber: '+14155550101' });

  beforeAll(async () => {
    coupons = new PgCouponsStore(database);
    await database.query({
      name: '',
      text: `INSERT INTO router.coupons (pool, code) SELECT 'autumn', 'A' || n FROM generate_series(1, 3) n`,
      values: [],
    });
  });

  it('come in the order of their import, one a wish, and the same again for the same step', async () => {
    const draw = await coupons.draw([wish(1), wish(2)]);
    expect(draw.of(wish(1))).toEqual({ code: 'A1', isNew: true });
    expect(draw.of(wish(1))).toEqual({ code: 'A1', isNew: false });
    expect(draw.of(wish(2))).toEqual({ code: 'A2', isNew: true });
    await give(1, 'A1');
    expect((await coupons.draw([wish(1)])).of(wish(1))).toEqual({ code: 'A1', isNew: false });
    expect((await coupons.draw([wish(2)])).of(wish(2))).toEqual({ code: 'A2', isNew: true });
  });

  it('are given once: who was slower loads again', async () => {
    await give(2, 'A2');
    await expect(give(3, 'A2')).rejects.toMatchObject({ transient: true });
    expect((await coupons.draw([wish(3)])).of(wish(3))).toEqual({ code: 'A3', isNew: true });
  });

  it('end', async () => {
    await give(3, 'A3');
    expect((await coupons.draw([wish(4)])).of(wish(4))).toBeUndefined();
    expect((await coupons.draw([wish(4, 'other')])).of(wish(4, 'other'))).toBeUndefined();
  });
});
