import type { Statement } from '@parley/persistence';

/** Destroys what this service holds of people. */
export abstract class ErasureStore {
  /** The statements that do it. Consents and the ledger stay; the ledger's texts lose their key. */
  abstract erase(subscribers: readonly string[]): readonly Statement[];
}
