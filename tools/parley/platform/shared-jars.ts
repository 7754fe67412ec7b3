import { existsSync } from 'node:fs';
import { link, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { jarsFolder } from '../../infra/kafka/kafka-jars.js';

/**
 * Gives one data folder the Kafka jars of another as hard links, so that a throw-away folder need not fetch them.
 * Does nothing where they are there already, or can't be linked: they are then fetched.
 */
export async function shareJars(from: string, to: string): Promise<void> {
  const source = jarsFolder(from);
  const target = jarsFolder(to);
  if (!existsSync(source) || existsSync(target)) return;
  // Made beside and renamed when whole, as a folder of jars must be.
  const partial = `${target}.linking-${process.pid}`;
  try {
    await mkdir(partial, { recursive: true });
    for (const jar of await readdir(source)) await link(join(source, jar), join(partial, jar));
    await mkdir(dirname(target), { recursive: true });
    await rename(partial, target);
  } catch {
    await rm(partial, { recursive: true, force: true });
  }
}
