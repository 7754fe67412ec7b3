import { testDatabase } from '@parley/testing';
import type { Database } from './database.js';
import { DatabaseError } from './database-error.js';
import { prepared, type Statement } from './statement.js';

const insert = prepared('spec.insert', 'INSERT INTO spec.things (name) VALUES ($1)');
const bare = (text: string, ...values: unknown[]): Statement => prepared('', text)(...values);
let database: Database;

beforeAll(async () => {
  ({ database } = await testDatabase());
  await database.query(bare('CREATE SCHEMA spec'));
  await database.query(bare('CREATE TABLE spec.things (name text PRIMARY KEY CHECK (length(name) < 100))'));
});

beforeEach(async () => {
  await database.query(bare('TRUNCATE spec.things'));
});

async function names(): Promise<string[]> {
  const rows = await database.query<{ name: string }>(bare('SELECT name FROM spec.things ORDER BY name'));
  return rows.map((row) => row.name);
}

function failureOf(work: Promise<unknown>): Promise<DatabaseError> {
  return work.then(
    () => Promise.reject(new Error('it succeeded')),
    (error: DatabaseError) => error,
  );
}

describe('a transaction', () => {
  it('runs all its statements and gives the rows of each', async () => {
    const rows = await database.commit([
      insert('a'),
      bare('SELECT count(*) AS n FROM spec.things'),
      insert('b'),
      bare('SELECT count(*) AS n FROM spec.things'),
    ]);
    expect(rows).toEqual([[], [{ n: 1 }], [], [{ n: 2 }]]);
    expect(await names()).toEqual(['a', 'b']);
  });

  it('takes a thousand statements in one go', async () => {
    const expected = Array.from({ length: 1000 }, (_, i) => `n${String(i).padStart(4, '0')}`);
    await database.commit(expected.map((name) => insert(name)));
    expect(await names()).toEqual(expected);
  });

  it('of nothing is nothing', async () => {
    expect(await database.commit([])).toEqual([]);
  });

  it.each([
    ['first', 0],
    ['in the middle', 2],
    ['last', 4],
  ])('leaves nothing behind when a statement fails: %s', async (_where, at) => {
    const statements = [insert('a'), insert('b'), insert('c'), insert('d')];
    statements.splice(at, 0, bare('SELECT 1 / 0'));
    const error = await failureOf(database.commit(statements));
    expect(error).toMatchObject({ name: 'DatabaseError', code: '22012', transient: false });
    expect(await names()).toEqual([]);
  });

  it('leaves nothing behind when a statement cannot even be sent', async () => {
    const circular: { self?: unknown } = {};
    circular.self = circular;
    const cannot = [
      bare('INSERT INTO spec.things (name) VALUES ($1)', circular),
      { ...insert('x'), text: 'SELECT $1::text' },
    ];
    await database.commit([insert('known')]);
    for (const statement of cannot) {
      expect(await failureOf(database.commit([insert('a'), statement, insert('b')]))).toBeInstanceOf(
        DatabaseError,
      );
      expect(await names()).toEqual(['known']);
    }
  });

  it('says which unique key objected, and keeps the values to itself', async () => {
    const error = await failureOf(database.commit([insert('+14155550101'), insert('+14155550101')]));
    expect(error).toMatchObject({
      code: '23505',
      constraint: 'things_pkey',
      isUniqueViolation: true,
      transient: false,
    });
    expect(error.message).not.toContain('4155550101');
  });

  it('that failed leaves the pool as it was: what had been prepared in vain works afterwards', async () => {
    for (let i = 0; i < 20; i += 1) {
      const later = prepared(`spec.later-${i}`, `SELECT ${i} AS i WHERE $1::int IS NOT NULL`);
      await failureOf(database.commit([bare('SELECT 1 / 0'), later(1), insert('a')]));
      const all = await Promise.all(Array.from({ length: 8 }, () => database.commit([later(1)])));
      expect(all).toEqual(Array.from({ length: 8 }, () => [[{ i }]]));
    }
    expect(await names()).toEqual([]);
  });

  it('does not mix with others: many at once, good and bad', async () => {
    const work = Array.from({ length: 60 }, (_, i) => {
      const statements = [
        insert(`good ${i}`),
        ...(i % 3 === 0 ? [bare('SELECT 1 / 0')] : []),
        insert(`more ${i}`),
      ];
      return database.commit(statements).then(
        () => [`good ${i}`, `more ${i}`],
        () => [],
      );
    });
    const expected = (await Promise.all(work)).flat();
    expect(expected).toHaveLength(80);
    expect(await names()).toEqual(expected.sort());
  });

  it('cut by the server is worth trying again, and the next one gets another connection', async () => {
    const [row] = await database.query<{ pid: number }>(bare('SELECT pg_backend_pid() AS pid'));
    expect(row!.pid).toBeGreaterThan(0);
    const suicide = bare('SELECT pg_terminate_backend(pg_backend_pid())');
    const error = await failureOf(database.commit([insert('a'), suicide, insert('b')]));
    expect(error.transient).toBe(true);
    expect(await names()).toEqual([]);
    await database.commit([insert('c')]);
    expect(await names()).toEqual(['c']);
  });
});

describe('a single statement', () => {
  it('gives its rows, or says what was wrong', async () => {
    expect(await database.query(bare('SELECT $1::int + 1 AS n', 41))).toEqual([{ n: 42 }]);
    const error = await failureOf(database.query(bare('SELECT nothing FROM nowhere')));
    expect(error).toMatchObject({ code: '42P01', transient: false });
  });

  it('gives counters as numbers', async () => {
    expect(await database.query(bare('SELECT 9007199254740991::bigint AS n'))).toEqual([
      { n: Number.MAX_SAFE_INTEGER },
    ]);
  });
});
