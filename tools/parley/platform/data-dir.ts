import { existsSync } from 'node:fs';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { lockFolder } from '../../infra/folder-lock.js';
import { stopLeftoverKafka } from '../../infra/kafka/embedded-kafka.js';
import { stopLeftoverPostgres } from '../../infra/postgres/embedded-postgres.js';
import { ownFolder, reachableFolder } from '../../infra/postgres/postgres-home.js';
import { endProcess } from '../../infra/process/end-process.js';
import { commandOf, isAlive } from '../../infra/process/process-identity.js';
import { failure } from '../parley.error.js';
import { readRunFile, removeRunFile, starterLives } from './run-file.js';

/** Makes the data folder where there is none. PostgreSQL may run as another user, who has to get through it. */
export async function makeDataDir(dataDir: string): Promise<void> {
  if ((await mkdir(dataDir, { recursive: true })) !== undefined) await chmod(dataDir, 0o755);
}

/**
 * Refuses a folder that a running platform holds, and ends what a killed one left running there: the services that
 * its run file names, known by their process id and the file that they run.
 *
 * @throws ParleyError ALREADY_RUNNING
 */
export async function clearLeftovers(dataDir: string): Promise<void> {
  const run = await readRunFile(dataDir);
  if (run === undefined) return;
  if (await starterLives(run)) throw failure.alreadyRunning(dataDir, run.pid);
  await Promise.all(
    Object.values(run.services).map(async ({ pid, main }) => {
      if (isAlive(pid) && (await commandOf(pid)).includes(main)) await endProcess(pid, [['SIGTERM', 10_000]]);
    }),
  );
  await removeRunFile(dataDir);
}

/**
 * Ends the Kafka and the PostgreSQL that a killed start left running on the folder.
 *
 * @throws InfrastructureError INFRA_FOLDER_BUSY while their starter lives
 */
export async function stopLeftoverInfrastructure(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return;
  const lock = await lockFolder(dataDir);
  try {
    await stopLeftoverKafka(dataDir);
    for (const home of [ownFolder(dataDir), reachableFolder(dataDir)]) {
      await stopLeftoverPostgres(join(home, 'data'));
    }
  } finally {
    await lock.release();
  }
}

/** Removes what the platform itself keeps in the folder: logs, the simulator's ledger, how far its time was moved. */
export async function removePlatformData(dataDir: string): Promise<void> {
  for (const name of ['logs', 'simulator', 'clock'])
    await rm(`${dataDir}/${name}`, { recursive: true, force: true });
}
