import { randomBytes } from 'node:crypto';
import type { Database } from '@parley/persistence';
import { testDatabase } from '@parley/testing';
import { DataKeys } from './data-keys.js';
import { KeyringWrapper } from './keyring.wrapper.js';

let database: Database;
const subject = (): string => randomBytes(32).toString('hex');
const keysOf = (holder?: string) => new DataKeys(database, KeyringWrapper.ofSecret('a secret'), holder);

beforeAll(async () => {
  ({ database } = await testDatabase());
});

/** Seals for somebody as a batch does. */
async function sealed(keys: DataKeys, who: string, text: string): Promise<Buffer> {
  await keys.load([who]);
  const bytes = keys.seal(who, text, 'spec');
  await database.commit(keys.save([who]));
  return bytes;
}

describe("people's keys", () => {
  it('are made with the first text, and open it anywhere', async () => {
    const [ann, ben] = [subject(), subject()];
    const keys = keysOf();
    const one = await sealed(keys, ann, 'Stop. 🧶');
    await sealed(keys, ben, 'YES');
    const two = await sealed(keysOf(), ann, 'START');
    const { key } = await keysOf().storyOf(ann);
    expect([one, two].map((each) => DataKeys.open(key!, ann, each, 'spec'))).toEqual(['Stop. 🧶', 'START']);
    expect((await keysOf().storyOf(ben)).key).not.toEqual(key);
    expect(await keysOf().storyOf(subject())).toEqual({});
  });

  it('cost no query once they are held', async () => {
    const ann = subject();
    const keys = keysOf();
    await sealed(keys, ann, 'a');
    await keys.load([ann]);
    const query = jest.spyOn(database, 'query');
    await keys.load([ann]);
    expect(keys.save([ann])).toEqual([]);
    expect(query).not.toHaveBeenCalled();
    query.mockRestore();
  });

  it('given by two at once are one: the later commits again', async () => {
    const ann = subject();
    const [here, there] = [keysOf(), keysOf()];
    await Promise.all([here.load([ann]), there.load([ann])]);
    await database.commit(here.save([ann]));
    await expect(database.commit(there.save([ann]))).rejects.toMatchObject({
      code: '40001',
      transient: true,
    });
    const bytes = await sealed(there, ann, 'again');
    const { key } = await keysOf().storyOf(ann);
    expect(DataKeys.open(key!, ann, bytes, 'spec')).toBe('again');
  });

  it('that were destroyed open nothing; who texts again has another', async () => {
    const ann = subject();
    const keys = keysOf();
    const before = await sealed(keys, ann, 'secret');
    await keys.load([ann]);
    await database.commit([keys.destroy([ann])]);
    keys.forget([ann]);
    const story = await keysOf().storyOf(ann);
    expect([story.key, story.erasedAt]).toEqual([undefined, expect.any(Number)]);
    const after = await sealed(keys, ann, 'hello again');
    const { key, erasedAt } = await keysOf().storyOf(ann);
    expect(erasedAt).toBe(story.erasedAt);
    expect(DataKeys.open(key!, ann, after, 'spec')).toBe('hello again');
    expect(() => DataKeys.open(key!, ann, before, 'spec')).toThrow('does not open');
  });

  it("of one service are no other's: what it destroys opens there still", async () => {
    const ann = subject();
    const [router, console] = [keysOf('router'), keysOf('console')];
    const [ours, theirs] = [await sealed(router, ann, 'help'), await sealed(console, ann, 'help')];
    await database.commit([router.destroy([ann])]);
    expect((await keysOf('router').known([ann])).size).toBe(0);
    const key = (await keysOf('console').known([ann])).get(ann)!;
    expect(DataKeys.open(key, ann, theirs, 'spec')).toBe('help');
    expect(() => DataKeys.open(key, ann, ours, 'spec')).toThrow('does not open');
    expect((await keysOf().known([ann])).size).toBe(0);
  });

  it('are kept before anything is sealed, for who can not try again: of two at once both seal under one', async () => {
    const people = Array.from({ length: 20 }, subject);
    const [here, there] = [keysOf('console'), keysOf('console')];
    await Promise.all([here.ensure(people), there.ensure(people.slice().reverse())]);
    const known = await keysOf('console').known(people);
    for (const each of people)
      for (const keys of [here, there])
        expect(DataKeys.open(known.get(each)!, each, keys.seal(each, 'a text', 'spec'), 'spec')).toBe(
          'a text',
        );
    expect(here.save(people)).toEqual([]);
    // Who was forgotten since is given another.
    await database.commit([here.destroy([people[0]!])]);
    here.forget([people[0]!]);
    await here.ensure([people[0]!]);
    expect((await keysOf('console').known(people)).get(people[0]!)).not.toEqual(known.get(people[0]!));
  });

  it('are known to who only reads, and nobody is given one by it', async () => {
    const [ann, ben] = [subject(), subject()];
    const keys = keysOf('console');
    const before = await sealed(keys, ann, 'one');
    const reader = keysOf('console');
    const read = async () => [...(await reader.known([ann, ben, ann]))];
    const [[who, key] = [], ...more] = await read();
    expect([who, DataKeys.open(key!, ann, before, 'spec'), more]).toEqual([ann, 'one', []]);
    // Another replica destroyed it, and the person has texted again since.
    await database.commit([keys.destroy([ann])]);
    expect(await read()).toEqual([]);
    keys.forget([ann]);
    const after = await sealed(keys, ann, 'two');
    expect(DataKeys.open((await read())[0]![1], ann, after, 'spec')).toBe('two');
  });

  it('of a stranger are destroyed too: a row says so', async () => {
    const stranger = subject();
    await database.commit([keysOf().destroy([stranger])]);
    expect(await keysOf().storyOf(stranger)).toEqual({ erasedAt: expect.any(Number) as number });
  });

  it('are wrapped anew, all that are there, and open as before', async () => {
    const people = Array.from({ length: 3 }, subject);
    const ring = { newest: '1', keys: new Map([['1', randomBytes(32)]]) };
    const wrapper = new KeyringWrapper(async () => ({ ...ring, keys: new Map(ring.keys) }));
    await database.query({ name: 'spec.empty', text: 'DELETE FROM vault.keys', values: [] });
    const keys = new DataKeys(database, wrapper);
    const texts = await Promise.all(people.map((each) => sealed(keys, each, 'a text')));
    await database.commit([keys.destroy([people[2]!])]);
    ring.keys.set('2', randomBytes(32));
    ring.newest = '2';
    expect([await keys.rewrap(), await keys.rewrap()]).toEqual([2, 0]);
    ring.keys.delete('1');
    const after = new DataKeys(database, new KeyringWrapper(async () => ring));
    const { key } = await after.storyOf(people[0]!);
    expect(DataKeys.open(key!, people[0]!, texts[0]!, 'spec')).toBe('a text');
    expect(await after.storyOf(people[2]!)).toEqual({ erasedAt: expect.any(Number) as number });
  });
});
