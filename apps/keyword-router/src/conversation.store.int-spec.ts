import type { Database } from '@parley/persistence';
import { testDatabase } from '@parley/testing';
import { PgConversationStore } from './conversation.store.pg.js';
import { conversationKey, startConversation, type Conversation } from './domain/conversation.js';

let database: Database;
let store: PgConversationStore;

beforeAll(async () => {
  ({ database } = await testDatabase());
  store = new PgConversationStore(database);
});

async function keep(...conversations: Conversation[]): Promise<void> {
  await database.commit(store.save(new Map(conversations.map((each) => [conversationKey(each), each]))));
}

const full: Conversation = {
  subscriber: '+14155552001',
  sender: '12345',
  lastTraceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  lastProgram: 'sweater-club',
  lastFallbackAtMs: Date.parse('2026-11-20T15:00:00.123Z'),
  recentAnswers: [
    { hash: 1_248_596_714, at: [1_795_186_800_000, 1_795_186_800_500] },
    { hash: 7, at: [1_795_186_790_000] },
  ],
  turns: 3,
};

describe('the conversation store on PostgreSQL', () => {
  it('knows nothing of what has not begun', async () => {
    expect(await store.load(['+14155552000|12345'])).toEqual(new Map());
    expect(await store.load([])).toEqual(new Map());
  });

  it('gives back what it was given, and its newest state', async () => {
    const key = conversationKey(full);
    await keep(full);
    expect((await store.load([key])).get(key)).toEqual(full);
    const next = {
      ...full,
      lastProgram: undefined,
      lastFallbackAtMs: undefined,
      recentAnswers: undefined,
      turns: 4,
    };
    const text = 'SELECT c::text AS row FROM router.conversations c';
    const [kept] = await database.query<{ row: string }>({ name: 'spec.kept', text, values: [] });
    expect(kept!.row).not.toMatch(/415555|7:/);
    await keep(next);
    expect((await store.load([key])).get(key)).toEqual(next);
  });

  it('keeps the conversations of one person with two senders apart', async () => {
    const subscriber = '+14155552002';
    const both = ['12345', '+14155550100', 'Warm Wool'].map((sender) =>
      startConversation({ subscriber, sender }),
    );
    await keep({ ...both[0]!, turns: 1 }, { ...both[1]!, turns: 2 }, { ...both[2]!, turns: 5 });
    const loaded = await store.load(both.map(conversationKey));
    expect(both.map((each) => loaded.get(conversationKey(each))?.turns)).toEqual([1, 2, 5]);
    expect([...(await store.load([conversationKey(both[1]!)])).keys()]).toEqual([
      `${subscriber}|+14155550100`,
    ]);
  });

  it('loads and saves a thousand in one statement each', async () => {
    const many = Array.from({ length: 1000 }, (_, number) => ({
      ...startConversation({ subscriber: `+1415556${String(number).padStart(4, '0')}`, sender: '12345' }),
      turns: number,
    }));
    const statements = store.save(new Map(many.map((each) => [conversationKey(each), each])));
    expect(statements).toHaveLength(1);
    await database.commit(statements);
    const loaded = await store.load(many.map(conversationKey));
    expect(loaded).toEqual(new Map(many.map((each) => [conversationKey(each), each])));
  });

  it('has no statement for nothing', () => {
    expect(store.save(new Map())).toEqual([]);
  });
});
