import type { Statement } from '@parley/persistence';

/** Destroys what the console has copied of people. */
export abstract class ErasureStore {
  /** The statements that do it; of each conversation one entry stays, that it was erased. */
  abstract erase(subscribers: readonly string[]): readonly Statement[];
}
