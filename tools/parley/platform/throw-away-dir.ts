import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDataDir } from './data-dir.js';
import { resetData } from './reset-data.js';
import { shareJars } from './shared-jars.js';

/** A data folder for one run, in `<home>/<purpose>/`. */
export interface ThrowAwayDir {
  readonly path: string;
  /** Gives the home the jars that this run fetched, so that nobody fetches them again. */
  giveBackJars(): Promise<void>;
  /** Removes it with all its data, wherever that lies. */
  remove(): Promise<void>;
}

/** Makes a data folder for one run, with the home's Kafka jars, and clears away those that killed runs left. */
export async function throwAwayDir(home: string, purpose: string): Promise<ThrowAwayDir> {
  const folder = join(home, purpose);
  await makeDataDir(folder);
  await sweep(home, purpose);
  const path = await mkdtemp(join(folder, 'run-'));
  // mkdtemp makes a folder for its owner alone, and PostgreSQL may run as another user.
  await chmod(path, 0o755);
  await shareJars(home, path);
  return { path, giveBackJars: () => shareJars(path, home), remove: () => removeDir(path) };
}

/** Ends and removes what killed runs left; a folder that is in use stays. */
export async function sweep(home: string, purpose: string): Promise<void> {
  const folder = join(home, purpose);
  for (const name of existsSync(folder) ? await readdir(folder) : []) {
    // One that is in use refuses to be reset, and stays.
    await removeDir(join(folder, name)).catch(() => undefined);
  }
}

async function removeDir(path: string): Promise<void> {
  await resetData(path);
  if (existsSync(path)) await rm(path, { recursive: true, force: true });
}
