import { randomUUID } from 'node:crypto';
import { testDatabase, type TestDatabase } from '@parley/testing';
import type { StoryEntry, StoryKind } from './domain/story-entry.js';
import { PgStoryStore } from './story.store.pg.js';

let test: TestDatabase;
let store: PgStoryStore;

beforeAll(async () => {
  test = await testDatabase();
  store = new PgStoryStore(test.database);
});

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

const keep = (...entries: StoryEntry[]) => test.database.commit(store.save(entries));

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

  it('is found by number, words as they stand, keyword, state and sender', async () => {
    const found = async (search: object) =>
      (await store.search(search, 10)).map(({ conversationId }) => conversationId);
    expect(await found({ number: '0143' })).toContain('late');
    expect(await found({ number: '9999999' })).toEqual([]);
    expect(await found({ text: '50% OFF' })).toEqual(['late']);
    expect(await found({ text: '5_%' })).toEqual([]);
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
