import { randomUUID } from 'node:crypto';
import { sealedWordsOf, testDatabase, type TestDatabase } from '@parley/testing';
import type { StoryEntry, StoryKind } from './domain/story-entry.js';
import { PgErasureStore } from './erasure.store.pg.js';
import { PgStoryStore } from './story.store.pg.js';
import { WordMarks } from './word-marks.js';

let test: TestDatabase;
let store: PgStoryStore;

beforeAll(async () => {
  test = await testDatabase();
  store = aStore();
});

/** Of a replica that holds no key. */
const aStore = () => new PgStoryStore(test.database, sealedWordsOf(test.database), new WordMarks('a pepper'));

const NUMBER = '+14155550143';

function entry(
  conversationId: string,
  kind: StoryKind,
  second: number,
  more: Partial<StoryEntry> = {},
): StoryEntry {
  const at = new Date(Date.UTC(2026, 10, 25, 10, 0, second)).toISOString();
  return {
    ...{
      eventId: randomUUID(),
      conversationId,
      subscriber: NUMBER,
      sender: '12345',
      kind,
      at,
      mtId: undefined,
    },
    ...{ text: undefined, traceId: 'a'.repeat(32), data: {} },
    ...more,
  };
}

async function keep(...entries: StoryEntry[]): Promise<void> {
  await store.prepare(entries);
  await test.database.commit(store.save(entries));
}

describe('the story', () => {
  it('stands as its newest news say, in whatever order they come', async () => {
    await keep(entry('late', 'status', 5, { data: { status: 'delivered' } }));
    await keep(entry('late', 'mo', 1, { text: 'DISCOUNT' }), entry('late', 'mo', 3, { text: '50% off?' }));
    await keep(entry('late', 'decision', 2, { data: { keyword: 'DISCOUNT' } }));
    const found = await store.conversation('late');
    expect(found).toEqual({
      ...{ conversationId: 'late', subscriber: NUMBER, sender: '12345', lastAt: '2026-11-25T10:00:05.000Z' },
      ...{ lastText: '50% off?', lastBy: 'person', keyword: 'DISCOUNT', state: 'answered' },
    });
  });

  it('is kept once, whatever is read again', async () => {
    const once = entry('again', 'mo', 1, { text: 'HI' });
    await keep(once);
    await keep(once);
    expect(await store.entries('again', 10)).toEqual(
      [{ ...once, mtId: undefined }].map((each) => JSON.parse(JSON.stringify(each)) as object),
    );
  });

  it("is a person's while a case is open", async () => {
    const caseId = randomUUID();
    await keep(
      entry('case', 'case', 1, { data: { open: true, caseId } }),
      entry('case', 'mo', 0, { text: 'Help me' }),
    );
    expect(await store.conversation('case')).toMatchObject({ state: 'case', caseId });
    await keep(entry('case', 'case', 2, { data: { open: false, caseId } }));
    expect(await store.conversation('case')).not.toHaveProperty('caseId');
  });

  it('is found by number, words, keyword, state and sender', async () => {
    const found = async (search: object) =>
      (await store.search(search, 10)).map(({ conversationId }) => conversationId);
    expect(await found({ numbers: ['+14155550199', NUMBER] })).toContain('late');
    for (const number of [NUMBER.slice(0, -1), NUMBER.slice(1), '+14155550199'])
      expect(await found({ numbers: [number] })).toEqual([]);
    for (const text of ['50% OFF', 'off', 'off, 50!']) expect(await found({ text })).toEqual(['late']);
    for (const text of ['5_%', 'of', '50 on', '?!']) expect(await found({ text })).toEqual([]);
    expect(await found({ keyword: 'discount' })).toEqual(['late']);
    expect(await found({ state: 'answered' })).toEqual(['late']);
    expect(await found({ sender: '99999' })).toEqual([]);
  });

  it('is found by the id of an event, a text and a trace', async () => {
    const mtId = randomUUID();
    const mt = entry('ids', 'mt', 1, { eventId: mtId, mtId, text: 'Hello', traceId: 'b'.repeat(32) });
    const status = entry('ids', 'status', 2, { mtId, data: { status: 'submitted' } });
    await keep(mt, status);
    for (const id of ['ids', mtId, status.eventId, mt.traceId])
      expect(await store.conversationsOf(id)).toEqual(['ids']);
    expect(await store.conversationsOf(randomUUID())).toEqual([]);
  });

  it('has another version after every entry', async () => {
    const before = await store.version('ids');
    await keep(entry('ids', 'receipt', 0, { data: { status: 'delivered' } }));
    expect(await store.version('ids')).not.toBe(before);
  });
});

describe('what was said', () => {
  const said = entry('said', 'mo', 1, { text: 'My kanarienvogel is gone' });
  const read = entry('said', 'decision', 2, {
    data: { keyword: 'BIRD', captured: { bird: 'kanarienvogel' }, match: { word: 'gone' } },
  });
  const run = <R extends object>(text: string) => test.database.query<R>({ name: '', text, values: [] });
  const shown = async () => (await aStore().entries('said', 10)).map(({ text, data }) => ({ text, data }));

  it('is read by another replica, and by nobody who reads the tables', async () => {
    await keep(said, read);
    expect(await shown()).toEqual([
      { text: said.text, data: {} },
      { text: undefined, data: read.data },
    ]);
    expect(await aStore().conversation('said')).toMatchObject({ lastText: said.text, keyword: 'BIRD' });
    const rows = await run<{ row: string }>(
      `SELECT s::text AS row FROM console.story s WHERE conversation_id = 'said'
       UNION ALL SELECT c::text FROM console.conversations c WHERE conversation_id = 'said'`,
    );
    expect(rows).toHaveLength(3);
    const bytes = Buffer.from('kanarienvogel').toString('hex');
    for (const { row } of rows)
      expect(row).not.toMatch(new RegExp(`kanarienvogel|${bytes}|gone|4155550143`, 'i'));
  });

  it('of before it was sealed is found and read as it stands, and what the release before says last is last', async () => {
    await run(`INSERT INTO console.story (event_id, conversation_id, subscriber, kind, at, text, trace_id, data)
      VALUES ('${randomUUID()}', 'said', '${test.database.rest.number(NUMBER)}', 'mo', '2026-11-25', 'An older rotkehlchen', 't', '{"match": 1}')`);
    expect((await shown())[0]).toEqual({ text: 'An older rotkehlchen', data: { match: 1 } });
    expect(await aStore().search({ text: 'rotkehl' }, 10)).toMatchObject([{ conversationId: 'said' }]);
    await run(`UPDATE console.conversations SET last_text = 'of a replica before', last_text_at = now()
      WHERE conversation_id = 'said'`);
    expect(await aStore().conversation('said')).toMatchObject({ lastText: 'of a replica before' });
    await keep({ ...said, eventId: randomUUID(), at: '2030-01-01T00:00:00.000Z', text: 'and the next' });
    expect(await aStore().conversation('said')).toMatchObject({ lastText: 'and the next' });
  });

  it('goes with the person, and so does the key: a row of a backup opens with nothing', async () => {
    await run(
      `CREATE TABLE public.backup AS SELECT * FROM console.story WHERE conversation_id = 'said' AND sealed IS NOT NULL`,
    );
    await test.database.commit(
      new PgErasureStore(test.database, sealedWordsOf(test.database)).erase([NUMBER]),
    );
    expect(await aStore().conversation('said')).not.toHaveProperty('lastText');
    await run('INSERT INTO console.story SELECT * FROM public.backup');
    const words = JSON.stringify(await aStore().entries('said', 10));
    expect(words).not.toMatch(/kanarienvogel|next/);
    expect(words).toContain('erased');
  });
});
