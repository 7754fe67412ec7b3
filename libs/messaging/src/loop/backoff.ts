import { DatabaseError } from '@parley/persistence';
import { PublishError } from '../kafka/event-publisher.js';

/** Infrastructure is away or busy: the same work may succeed later, so it waits in place. */
export function isInfrastructure(error: unknown): boolean {
  return error instanceof PublishError || (error instanceof DatabaseError && error.transient);
}

const FIRST_MS = 50;
const LONGEST_MS = 5000;

/** How long to wait before attempt n (from 1): doubling from 50 ms to 5 s. */
export function backoffMs(attempt: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 10));
}

/** Waits, or ends at once when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}

/** The work was given up because the service stops; the records come again after the next start. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

/**
 * Does the work until it succeeds, waiting out infrastructure errors in place with backoff: order is kept and
 * nothing is skipped. Other errors pass through. Throws StoppedError when the signal aborts.
 */
export async function persist<T>(
  work: () => Promise<T>,
  signal: AbortSignal,
  onRetry: (error: unknown, attempt: number) => void,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isInfrastructure(error)) throw error;
      onRetry(error, attempt);
      await pause(backoffMs(attempt), signal);
      if (signal.aborted) throw new StoppedError('stopped while waiting for infrastructure');
    }
  }
}

/** What a commit behind the fence of erasures needs; see `Inbox.take`. */
export interface Knowing {
  readonly erasures: { refresh(): Promise<void> };
  readonly stop: AbortSignal;
  onRetry(error: unknown, attempt: number): void;
}

/** As `persist`; before each further try it is looked who was forgotten meanwhile. */
export function persistKnowing<T>(work: () => Promise<T>, { erasures, stop, onRetry }: Knowing): Promise<T> {
  let again = false;
  const attempt = async (): Promise<T> => {
    if (again) await erasures.refresh();
    again = true;
    return work();
  };
  return persist(attempt, stop, onRetry);
}
