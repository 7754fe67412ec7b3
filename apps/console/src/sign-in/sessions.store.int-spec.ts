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
    expect(await store.find(lasting, 60)).toEqual({ who: ADMIN, issuer: undefined });
    expect(await store.find(over, 60)).toBeUndefined();
    expect(await store.end(lasting)).toBeUndefined();
    expect(await store.find(lasting, 60)).toBeUndefined();
  });

  it('end with the longest that is allowed now, however long they were given', async () => {
    const session = hash();
    await store.begin(session, ADMIN, 3_600);
    expect(await store.find(session, 3_600)).toBeDefined();
    expect(await store.find(session, 0)).toBeUndefined();
  });

  it('of one whom a provider named have the roles that it said last, and end together', async () => {
    const kim = { issuer: 'https://id.example.com', subject: 'kim', idToken: Buffer.from('sealed') };
    const [older, newer, other, elsewhere] = [hash(), hash(), hash(), hash()];
    const admin = { name: 'kim@example.com', roles: ['admin'] } as const;
    await store.begin(older, admin, 60, kim);
    await store.begin(other, admin, 60, { ...kim, subject: 'ben' });
    await store.begin(elsewhere, admin, 60, { ...kim, issuer: 'https://other.example.com' });
    await store.begin(newer, { ...admin, roles: ['viewer'] }, 60, kim);
    const rolesOf = async (session: Buffer) => (await store.find(session, 60))?.who.roles;
    expect(await Promise.all([older, newer, other, elsewhere].map(rolesOf))).toEqual([
      ...[['viewer'], ['viewer'], ['admin'], ['admin']],
    ]);
    expect(await store.find(newer, 60)).toMatchObject({ issuer: kim.issuer });
    expect(await store.end(newer)).toEqual(kim.idToken);
    await store.endAllOf(kim);
    expect(await Promise.all([older, other, elsewhere].map(rolesOf))).toEqual([
      ...[undefined, ['admin'], ['admin']],
    ]);
  });
});
