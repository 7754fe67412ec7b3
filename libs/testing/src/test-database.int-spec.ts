import { prepared } from '@parley/persistence';
import { testDatabase } from './test-database.pg.js';

const park = prepared(
  'spec.outbox',
  `INSERT INTO messaging.outbox (id, source, partition, records) VALUES ($1, 'spec', 0, '[]')`,
);
const count = prepared('spec.count', 'SELECT count(*)::int AS count FROM messaging.outbox');

it('gives each caller a migrated database of its own', async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()]);
  await one.database.query(park('0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20'));
  expect(await one.database.query(count())).toEqual([{ count: 1 }]);
  expect(await other.database.query(count())).toEqual([{ count: 0 }]);
  expect(one.url).not.toBe(other.url);
});
