import { link, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from './infrastructure.error.js';
import { isAlive, startOf } from './process/process-identity.js';

export interface FolderLock {
  release(): Promise<void>;
}

interface Holder {
  pid: number;
  /** When the process started: tells it from a later one under the same number. */
  start?: string | undefined;
}

/**
 * Takes the data folder for this process. A lock that a killed run left behind is taken over.
 *
 * @throws InfrastructureError INFRA_FOLDER_BUSY while another process, or this one, holds it
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = join(folder, 'lock');
  // Written in full beside, then linked: nobody ever reads a lock half written.
  const own = `${file}.${process.pid}.${Math.floor(performance.now() * 1000)}`;
  await writeFile(
    own,
    JSON.stringify({ pid: process.pid, start: await startOf(process.pid) } satisfies Holder),
  );
  try {
    while (!(await linked(own, file))) await clearStale(folder, file, `${own}.stale`);
  } finally {
    await unlink(own);
  }
  return { release: () => unlink(file).catch(ignoreMissing) };
}

async function linked(own: string, file: string): Promise<boolean> {
  try {
    await link(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function clearStale(folder: string, file: string, aside: string): Promise<void> {
  const seen = await readFile(file, 'utf8').catch(ignoreMissing);
  if (seen === undefined) return;
  await refuseIfHeld(folder, seen);
  await rename(file, aside).catch(ignoreMissing);
  const taken = await readFile(aside, 'utf8').catch(ignoreMissing);
  if (taken === undefined) return;
  // Between reading and renaming another start may have taken it over: then it is given back.
  if (taken !== seen) await link(aside, file).catch(() => undefined);
  await unlink(aside);
}

async function refuseIfHeld(folder: string, content: string): Promise<void> {
  const holder = parse(content);
  if (holder === undefined || !isAlive(holder.pid)) return;
  if (holder.start !== undefined && holder.start !== (await startOf(holder.pid))) return;
  throw failure.folderBusy(folder, holder.pid);
}

function parse(content: string): Holder | undefined {
  try {
    const value = JSON.parse(content) as Partial<Holder> | null;
    return typeof value?.pid === 'number' ? { pid: value.pid, start: value.start } : undefined;
  } catch {
    return undefined;
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}
