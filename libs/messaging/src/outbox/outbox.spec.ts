import { DatabaseError } from '@parley/persistence';
import { MemoryDatabase } from '../loop/memory-database.builder.js';
import { Outbox } from './outbox.js';

const record = (key: string) => ({ topic: 't', key, value: '{}', headers: {} });
let database: MemoryDatabase;
let outbox: Outbox;

beforeEach(() => {
  database = new MemoryDatabase();
  outbox = new Outbox(database, 'spec/topic');
});

/** Commits entries of these keys and says that they are published. */
async function publish(...keys: string[]): Promise<void> {
  const entries = keys.map((key) => outbox.entry(0, [record(key)]));
  await database.commit(outbox.statements(entries));
  outbox.committed();
  outbox.markPublished(entries);
}

async function leftKeys(): Promise<string[]> {
  return (await outbox.left([0], 0)).flatMap((entry) => entry.records.map(({ key }) => key));
}

describe('the outbox', () => {
  it('holds what was committed until it is known to be published', async () => {
    const entry = outbox.entry(0, [record('a')]);
    await database.commit(outbox.statements([entry]));
    outbox.committed();
    expect(await leftKeys()).toEqual(['a']);
    outbox.markPublished([entry]);
    expect(await leftKeys()).toEqual([]);
    await outbox.flush();
    expect(database.tables.outbox).toEqual([]);
  });

  it('forgets with the next commit what was published, and nothing else', async () => {
    await publish('a');
    const next = outbox.entry(0, [record('b')]);
    await database.commit(outbox.statements([next]));
    expect(database.tables.outbox.map((row) => row.id)).toEqual([next.id]);
  });

  it('forgets again what a commit that failed had forgotten', async () => {
    await publish('a');
    database.before = () => {
      throw DatabaseError.from({ code: '57P01', message: 'gone' });
    };
    await expect(database.commit(outbox.statements([outbox.entry(0, [record('b')])]))).rejects.toThrow(
      'gone',
    );
    database.before = () => undefined;
    await publish('c');
    expect(database.tables.outbox).toHaveLength(1);
    await outbox.flush();
    expect(database.tables.outbox).toEqual([]);
  });

  it('writes nothing for events that have no effects', () => {
    expect(outbox.statements([outbox.entry(0, [])])).toEqual([]);
  });

  it('gives nothing of another source or partition', async () => {
    await publish('a');
    const other = new Outbox(database, 'other/topic');
    expect(await other.left([0], 0)).toEqual([]);
    expect(await new Outbox(database, 'spec/topic').left([1], 0)).toEqual([]);
    expect(await new Outbox(database, 'spec/topic').left([0], 0)).toHaveLength(1); // what a dead owner left
    expect(await new Outbox(database, 'spec/topic').left([0], 60_000)).toEqual([]);
  });

  it('keeps count while a flush and a commit cross', async () => {
    await publish('a', 'b');
    let flushed = (): void => undefined;
    database.before = (names) =>
      names.length > 1 ? undefined : new Promise((resolve) => (flushed = resolve));
    const flushing = outbox.flush();
    await publish('c');
    flushed();
    database.before = () => undefined;
    await flushing;
    await outbox.flush();
    expect(database.tables.outbox).toEqual([]);
  });
});
