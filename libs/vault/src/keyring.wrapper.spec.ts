import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addWrappingKey, makeKeyring, readKeyring } from './keyring-file.js';
import { KeyringWrapper } from './keyring.wrapper.js';

let folder: string;
let path: string;
const keys = [randomBytes(32), randomBytes(32)];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyring-'));
  path = join(folder, 'kept', 'keyring.json');
  await makeKeyring(path);
});

afterEach(() => rm(folder, { recursive: true }));

describe('a keyring', () => {
  it('is made once, for its owner alone', async () => {
    const before = await readFile(path, 'utf8');
    await makeKeyring(path);
    expect(await readFile(path, 'utf8')).toBe(before);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('wraps and unwraps, after a restart too', async () => {
    const wrapped = await KeyringWrapper.ofFile(path).wrap(keys);
    expect(wrapped[0]).toMatch(/^keyring:1:/);
    expect(await KeyringWrapper.ofFile(path).unwrap(wrapped)).toEqual(keys);
  });

  it('takes a new wrapping key without a restart, and wraps anew what was under the old one', async () => {
    const [here, there] = [KeyringWrapper.ofFile(path), KeyringWrapper.ofFile(path)];
    const [old] = [await here.wrap(keys), await there.wrap(keys)];
    expect(await addWrappingKey(path)).toBe('2');
    const [renewed, same] = await there.rewrap([old[0]!, (await there.rewrap([old[1]!]))[0]!]);
    expect([renewed, same].map((each) => each!.split(':')[1])).toEqual(['2', '2']);
    expect(await there.rewrap([renewed!])).toEqual([renewed]);
    expect(await here.unwrap([renewed!, same!, old[0]!])).toEqual([...keys, keys[0]]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('refuses keys of another keyring, and of another wrapper', async () => {
    const wrapper = KeyringWrapper.ofFile(path);
    const others = await KeyringWrapper.ofSecret('another secret').wrap(keys);
    await expect(wrapper.unwrap(others)).rejects.toMatchObject({ code: 'KEY_UNKNOWN' });
    await expect(wrapper.unwrap(['vault:v1:abc'])).rejects.toMatchObject({ code: 'KEY_UNKNOWN' });
    const forged = others[0]!.replace(':secret:', ':1:');
    await expect(wrapper.unwrap([forged])).rejects.toMatchObject({ code: 'KEY_UNKNOWN' });
  });

  it('follows from a secret: the same one opens, another does not', async () => {
    const wrapped = await KeyringWrapper.ofSecret('one secret').wrap(keys);
    expect(await KeyringWrapper.ofSecret('one secret').unwrap(wrapped)).toEqual(keys);
    await expect(KeyringWrapper.ofSecret('two').unwrap(wrapped)).rejects.toMatchObject({
      code: 'KEY_UNKNOWN',
    });
  });

  it.each([
    ['is missing', undefined],
    ['is no JSON', '{'],
    ['has a short key', '{"newest":"1","keys":{"1":"AAAA"}}'],
    ['lacks its newest key', '{"newest":"2","keys":{}}'],
  ])('says so where it %s', async (_, text) => {
    const other = join(folder, 'other.json');
    if (text !== undefined) await writeFile(other, text);
    await expect(readKeyring(other)).rejects.toMatchObject({ code: 'KEYRING_UNREADABLE' });
  });
});
