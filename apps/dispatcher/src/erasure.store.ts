import type { Statement } from '@parley/persistence';

/** Destroys what this service holds of people. */
export abstract class ErasureStore {
  /**
   * The statements that do it. What waits ends as suppressed, ERASED; of what went, the outcome stays without its
   * words; consents stay.
   */
  abstract erase(subscribers: readonly string[]): readonly Statement[];
}
