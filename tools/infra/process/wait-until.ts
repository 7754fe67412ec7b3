import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  everyMs: number;
  withinMs: number;
  signal?: AbortSignal | undefined;
  /** Settles when waiting has lost its point, as when the process waited for has ended. */
  gone?: Promise<unknown> | undefined;
}

/**
 * Asks until the answer is yes. For what gives no event to wait for: another process's port or file.
 *
 * @throws the signal's reason once it is aborted
 */
export async function waitUntil(
  check: () => Promise<boolean>,
  patience: Patience,
): Promise<'yes' | 'gone' | 'late'> {
  let gone = false;
  void patience.gone?.then(() => (gone = true));
  const deadline = performance.now() + patience.withinMs;
  for (;;) {
    patience.signal?.throwIfAborted();
    if (gone) return 'gone';
    if (await check()) return 'yes';
    if (performance.now() >= deadline) return 'late';
    await pause(patience.everyMs);
  }
}
