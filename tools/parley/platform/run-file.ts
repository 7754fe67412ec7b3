import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, startOf } from '../../infra/process/process-identity.js';
import type { Secrets } from './secrets.js';

/** A child of the platform as the run file knows it. */
export interface RunningProcess {
  readonly pid: number;
  readonly url: string;
  readonly log: string;
  /** The file that it runs: with it a later process under the same number is told from ours. */
  readonly main: string;
}

/** What runs on a data folder and how to reach it: `run.json`, there from the start to the stop. */
export interface RunFile {
  /** The process that started it all and stops it. */
  readonly pid: number;
  /** When that process started, as the system says it: tells it from a later one under the same number. */
  readonly start?: string;
  /** False while it is still starting. */
  readonly ready: boolean;
  readonly startedAt: string;
  readonly kafkaBrokers?: readonly string[];
  readonly databaseUrl?: string;
  readonly simulatorUrl?: string;
  /** By which the time of its services may be moved. */
  readonly clockFile?: string;
  readonly services: Readonly<Record<string, RunningProcess>>;
  readonly secrets: Secrets;
}

const fileOf = (dataDir: string): string => join(dataDir, 'run.json');

/** What is written there, whether or not it still runs. */
export async function readRunFile(dataDir: string): Promise<RunFile | undefined> {
  try {
    return JSON.parse(await readFile(fileOf(dataDir), 'utf8')) as RunFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What runs on the folder now; undefined where its starter is gone. */
export async function readRunning(dataDir: string): Promise<RunFile | undefined> {
  const run = await readRunFile(dataDir);
  return run !== undefined && (await starterLives(run)) ? run : undefined;
}

/** Written beside and renamed: nobody reads it half written. It holds secrets, so it is its owner's alone. */
export async function writeRunFile(dataDir: string, run: RunFile): Promise<void> {
  const beside = `${fileOf(dataDir)}.${process.pid}`;
  await writeFile(beside, `${JSON.stringify(run, null, 2)}\n`, { mode: 0o600 });
  await rename(beside, fileOf(dataDir));
}

export async function removeRunFile(dataDir: string): Promise<void> {
  await rm(fileOf(dataDir), { force: true });
}

export async function starterLives({ pid, start }: RunFile): Promise<boolean> {
  return isAlive(pid) && (start === undefined || start === (await startOf(pid)));
}
