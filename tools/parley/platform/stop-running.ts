import { sendSignal } from '../../infra/process/end-process.js';
import { waitUntil } from '../../infra/process/wait-until.js';
import { failure } from '../parley.error.js';
import { clearLeftovers, stopLeftoverInfrastructure } from './data-dir.js';
import { readRunning, starterLives } from './run-file.js';

/**
 * Asks the platform that runs on the folder to stop and waits for it. Where its starter was killed, what it left
 * running is ended.
 *
 * @returns the process id of the starter that was asked; undefined where none ran
 * @throws ParleyError STOP_FAILED
 */
export async function stopRunning(dataDir: string, withinMs: number): Promise<number | undefined> {
  const run = await readRunning(dataDir);
  if (run === undefined) {
    await clearLeftovers(dataDir);
    await stopLeftoverInfrastructure(dataDir);
    return undefined;
  }
  sendSignal(run.pid, 'SIGTERM');
  const outcome = await waitUntil(async () => !(await starterLives(run)), { everyMs: 50, withinMs });
  if (outcome !== 'yes') throw failure.stopFailed(run.pid);
  return run.pid;
}
