import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { WrapperError } from './key-wrapper.port.js';

/** Wrapping keys by name, of 32 bytes each; the newest wraps, all unwrap. */
export interface Keyring {
  readonly newest: string;
  readonly keys: ReadonlyMap<string, Buffer>;
}

const KEY_BYTES = 32;
const file = z.object({ newest: z.string(), keys: z.record(z.string(), z.base64()) });

/** Reads a keyring. Throws WrapperError KEYRING_UNREADABLE. */
export async function readKeyring(path: string): Promise<Keyring> {
  const unreadable = (why: string): WrapperError =>
    new WrapperError(
      'KEYRING_UNREADABLE',
      `The keyring ${path} ${why}; restore it, without it texts stay sealed.`,
    );
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw unreadable(`cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  let read: z.infer<typeof file>;
  try {
    read = file.parse(JSON.parse(text));
  } catch {
    throw unreadable('is not what was written');
  }
  const keys = new Map(Object.entries(read.keys).map(([name, key]) => [name, Buffer.from(key, 'base64')]));
  const short = [...keys.values()].some((key) => key.length !== KEY_BYTES);
  if (short || !keys.has(read.newest)) throw unreadable('is not what was written');
  return { newest: read.newest, keys };
}

/** Makes a keyring of one key where there is none (mode 600). */
export async function makeKeyring(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const first = '1';
  await write(path, { newest: first, keys: new Map([[first, randomBytes(KEY_BYTES)]]) }, 'wx').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
}

/** Adds a key, with which everything is wrapped from now on. @returns its name */
export async function addWrappingKey(path: string): Promise<string> {
  const { keys } = await readKeyring(path);
  const newest = String(Math.max(...[...keys.keys()].map(Number)) + 1);
  const beside = `${path}.new`;
  await write(beside, { newest, keys: new Map([...keys, [newest, randomBytes(KEY_BYTES)]]) }, 'w');
  await rename(beside, path);
  return newest;
}

async function write(path: string, { newest, keys }: Keyring, flag: string): Promise<void> {
  const handle = await open(path, flag, 0o600);
  try {
    const encoded = Object.fromEntries([...keys].map(([name, key]) => [name, key.toString('base64')]));
    await handle.writeFile(`${JSON.stringify({ newest, keys: encoded }, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
