import type { Statement } from '@parley/persistence';

/** Destroys what this service holds of people. */
export abstract class ErasureStore {
  /** The statements that do it; consents, which keep opt-outs, stay. */
  abstract erase(subscribers: readonly string[]): readonly Statement[];
}
