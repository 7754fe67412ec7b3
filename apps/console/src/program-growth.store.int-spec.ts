import { atRest, createDataSource, databaseOf, prepared, type Database } from '@parley/persistence';
import { testDatabase } from '@parley/testing';
import { PgProgramGrowthStore } from './program-growth.store.pg.js';

let database: Database;
let url: string;

beforeAll(async () => ({ database, url } = await testDatabase()));

const HASH = `decode(repeat('ab', 32), 'hex')`;
const enter = prepared(
  'spec.enter',
  `INSERT INTO subscriptions.ledger (subscriber, version, sender, program, "from", "to", rule, source, cause_id,
     received_at, honoured_at, prev_hash, hash)
   SELECT subscriber, version, '12345', program, "from", "to", 'r', 'keyword', gen_random_uuid(), at, at, ${HASH}, ${HASH}
   FROM json_to_recordset($1::json) AS e(subscriber text, version int, program text, "from" text, "to" text, at timestamptz)`,
);

it('tells by day how many came, left and wait', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const ago = (days: number): string => new Date(Date.parse(today) - days * 86_400_000).toISOString();
  const entry = (
    subscriber: string,
    version: number,
    from: string,
    to: string,
    at: string,
    program = 'club',
  ) => ({
    ...{ subscriber, version, from, to, at, program },
  });
  const entries = [
    entry('+14155550101', 1, 'none', 'pending', ago(50)),
    entry('+14155550101', 2, 'pending', 'in', ago(40)),
    entry('+14155550102', 1, 'none', 'in', ago(30)),
    entry('+14155550102', 2, 'none', 'out', ago(1), '*'),
    entry('+14155550102', 3, 'in', 'out', ago(1)),
    entry('+14155550103', 1, 'none', 'pending', ago(0)),
  ];
  await database.query(enter(JSON.stringify(atRest(database.rest, entries))));
  const store = new PgProgramGrowthStore(database);
  const of = { sender: '12345', program: 'club' };
  const days = [
    { ...of, day: ago(50).slice(0, 10), in: 0, pending: 1, out: 0 },
    { ...of, day: ago(40).slice(0, 10), in: 1, pending: -1, out: 0 },
    { ...of, day: ago(30).slice(0, 10), in: 1, pending: 0, out: 0 },
    { ...of, day: ago(1).slice(0, 10), in: -1, pending: 0, out: 1 },
    { ...of, day: today, in: 0, pending: 1, out: 0 },
  ];
  const inOrder = async (since: string | undefined) =>
    (await store.changes(since)).toSorted((a, b) => (a.day < b.day ? -1 : 1));
  expect(await inOrder(undefined)).toEqual(days);
  expect(await inOrder(ago(1).slice(0, 10))).toEqual(days.slice(3));

  // A day is UTC's, whatever clock the database's sessions go by.
  const source = createDataSource({
    url: `${url}?options=-c%20timezone%3DAsia%2FTokyo`,
    poolSize: 1,
    applicationName: 'spec',
  });
  await source.initialize();
  const there = await new PgProgramGrowthStore(await databaseOf(source)).changes(ago(1).slice(0, 10));
  expect(there.map(({ day }) => day).sort()).toEqual([ago(1).slice(0, 10), today]);
  await source.destroy();
});
