import { createDataSource, databaseOf, prepared, type Database, type Sealing } from '@parley/persistence';
import { closeLater, SPEC_PEPPER, testDatabase } from '@parley/testing';
import { HouseSeal, PepperError } from './house-seal.js';

let url: string;
let database: Database;

beforeEach(async () => {
  ({ url, database } = await testDatabase());
});

async function connected(sealing?: Sealing): Promise<Database> {
  const source = createDataSource({ url, sealing, poolSize: 1, applicationName: 'spec' });
  await source.initialize();
  closeLater(() => source.destroy());
  return databaseOf(source, sealing);
}

const say = prepared(
  'spec.say',
  'SELECT $1::text AS number, $2::text[] AS numbers, $3::json AS value, $4::jsonb AS deep, NULL::text AS nothing',
);

it('is there in a database that began sealed, and the driver opens whatever it reads', async () => {
  const { rest } = database;
  const number = rest.number('+14155550101');
  const row = say(
    number,
    [number, 'plain', null],
    rest.json('{"answer":"YES"}'),
    JSON.stringify({ in: { list: [rest.words('"~ hello"')] } }),
  );
  expect(await database.query(row)).toEqual([
    {
      number: '+14155550101',
      numbers: ['+14155550101', 'plain', null],
      value: { answer: 'YES' },
      deep: { in: { list: ['"~ hello"'] } },
      nothing: null,
    },
  ]);
  const [asItRests] = await (await connected()).query<{ number: string }>(row);
  expect(asItRests!.number).toBe(number);
  expect(number).not.toContain('4155550101');
});

it('leaves a database of before as it is', async () => {
  await database.query(prepared('', 'UPDATE vault.at_rest SET sealed = false')());
  const { rest } = await connected(HouseSeal.of(SPEC_PEPPER));
  expect([rest.number('+14155550101'), rest.words('YES'), rest.json('1')]).toEqual([
    '+14155550101',
    'YES',
    '1',
  ]);
});

it('lets nobody in whose pepper is another', async () => {
  await connected(HouseSeal.of(SPEC_PEPPER));
  await expect(connected(HouseSeal.of('another'))).rejects.toThrow(PepperError);
});
