import { isAlive } from './process-identity.js';
import { waitUntil } from './wait-until.js';

/** A signal, and how long the process is given to follow it, in ms. */
export type Request = readonly [signal: NodeJS.Signals, withinMs: number];

const LAST: Request = ['SIGKILL', 5_000];

/** Ends a process: asks in the given order, each time waiting, and kills it at last. Resolves when it is gone. */
export async function endProcess(pid: number, requests: readonly Request[]): Promise<void> {
  for (const [signal, withinMs] of [...requests, LAST]) {
    if (!isAlive(pid)) return;
    sendSignal(pid, signal);
    if ((await waitUntil(async () => !isAlive(pid), { everyMs: 20, withinMs })) === 'yes') return;
  }
}

/** Sends a signal to a process (to its whole group when the number is negative), which may already be gone. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
