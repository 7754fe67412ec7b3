import { Logger } from '@nestjs/common';
import { inOtherSession, testDatabase, type TestDatabase } from '@parley/testing';
import { prepared } from '../statement.js';
import { ForgetOldService } from './forget-old.service.js';
import { olderThan, type RetentionRule } from './retention-rule.js';

let test: TestDatabase;

beforeAll(async () => {
  Logger.overrideLogger(false);
  test = await testDatabase();
  await run('CREATE TABLE public.kept (id int PRIMARY KEY, at timestamptz NOT NULL)');
});

beforeEach(() => run('TRUNCATE public.kept'));

const run = <R extends object>(text: string, ...values: unknown[]) =>
  test.database.query<R>(prepared('', text)(...values));
const keep = (from: number, to: number, age: string) =>
  run(
    'INSERT INTO public.kept SELECT n, now() - $3::interval FROM generate_series($1::int, $2::int) n',
    from,
    to,
    age,
  );
const left = async () =>
  (await run<{ id: number }>('SELECT id FROM public.kept ORDER BY id')).map(({ id }) => id);
const rule: RetentionRule = { table: 'public.kept', days: 7, old: olderThan('at') };

describe('forgetting', () => {
  it('takes what is older than its days, batch by batch, and nothing else', async () => {
    await keep(1, 25, '7 days 1 minute');
    await keep(26, 28, '6 days 23 hours 59 minutes');
    await new ForgetOldService(test.database, [rule], 10).forget();
    expect(await left()).toEqual([26, 27, 28]);
  });

  it('passes by what somebody else has locked', async () => {
    await keep(1, 2, '8 days');
    const unlock = await inOtherSession(test.url, 'SELECT FROM public.kept WHERE id = 1 FOR UPDATE');
    await new ForgetOldService(test.database, [rule]).forget();
    expect(await left()).toEqual([1]);
    await unlock();
  });

  it('goes on with other tables where one can not be read', async () => {
    await keep(1, 1, '8 days');
    const broken = { ...rule, table: 'public.nowhere' };
    await new ForgetOldService(test.database, [broken, rule]).forget();
    expect(await left()).toEqual([]);
  });

  it('ends with the service', async () => {
    await keep(1, 30, '8 days');
    const service = new ForgetOldService(test.database, [rule], 10);
    const working = service.forget();
    await service.onApplicationShutdown();
    await working;
    expect((await left()).length).toBeGreaterThan(0);
  });
});
