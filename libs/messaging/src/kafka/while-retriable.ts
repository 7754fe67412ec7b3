const SERVED_WITHIN_MS = 30_000;

/**
 * Asks until it is answered: a broker that has just started names the leader of a partition, and the coordinator of a
 * group, before that serves; it does a moment later.
 *
 * @throws what is no matter of waiting, at once; the rest after `withinMs`
 */
export async function whileRetriable<T>(ask: () => Promise<T>, withinMs = SERVED_WITHIN_MS): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error as { retriable?: boolean }).retriable || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
