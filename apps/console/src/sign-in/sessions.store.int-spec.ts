import { createHash, randomUUID } from 'node:crypto';
import { testDatabase } from '@parley/testing';
import { PgSessionsStore } from './sessions.store.pg.js';

const hash = () => createHash('sha256').update(randomUUID()).digest();
const ADMIN = { name: 'sign-in link', roles: ['admin'] } as const;

describe('kept sessions', () => {
  let store: PgSessionsStore;

  beforeAll(async () => {
    store = new PgSessionsStore((await testDatabase()).database);
  });

  it('begin by a link that lets in once, also when two come at once, and only in its time', async () => {
    const link = hash();
    await store.keepLink(link, 60);
    const both = await Promise.all([store.takeLink(link), store.takeLink(link)]);
    expect(both.filter(Boolean)).toHaveLength(1);
    expect(await store.takeLink(link)).toBe(false);
    const late = hash();
    await store.keepLink(late, -1);
    expect(await store.takeLink(late)).toBe(false);
  });

  it('are known while they last', async () => {
    const [lasting, over] = [hash(), hash()];
    await store.begin(lasting, ADMIN, 60);
    await store.begin(over, ADMIN, -1);
    expect(await store.find(lasting)).toEqual(ADMIN);
    expect(await store.find(over)).toBeUndefined();
    await store.end(lasting);
    expect(await store.find(lasting)).toBeUndefined();
  });
});
