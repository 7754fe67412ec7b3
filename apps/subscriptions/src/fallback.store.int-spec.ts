import type { Database } from '@parley/persistence';
import { testDatabase } from '@parley/testing';
import { PgFallbackStore } from './fallback.store.pg.js';

const ANN = '+14155550101';
const BEN = '+14155550102';
const NOON = 1_763_640_000_123;

describe('the fallback store on PostgreSQL', () => {
  let database: Database;
  let store: PgFallbackStore;

  beforeAll(async () => {
    ({ database } = await testDatabase());
    store = new PgFallbackStore(database);
  });

  it('knows, per person and sender, when the fallback text was last said', async () => {
    expect(await store.load([ANN])).toEqual([]);
    expect(store.save([])).toEqual([]);
    const first = { subscriber: ANN, sender: '12345', saidAt: NOON };
    const again = { ...first, saidAt: NOON + 5 };
    const other = { ...first, sender: '20551' };
    await database.commit(store.save([other, first, again]));
    await database.commit(store.save([{ subscriber: BEN, sender: '12345', saidAt: NOON }]));
    expect(new Set(await store.load([ANN]))).toEqual(new Set([again, other]));
    await database.commit(store.save([{ ...first, saidAt: NOON + 9 }]));
    expect(await store.load([ANN])).toContainEqual({ ...first, saidAt: NOON + 9 });
  });
});
