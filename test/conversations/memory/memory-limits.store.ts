import { Around, MtLimitsStore, type CountedText } from '../../../apps/dispatcher/src/mt-limits.store.js';
import type { Remembered } from './remembered.js';

/** What limits count: of all time, as conversations in memory are short. */
export class MemoryLimits extends MtLimitsStore {
  private around = new Around();

  constructor(remembered: Remembered) {
    super();
    remembered.add({ clear: () => (this.around = new Around()) });
  }

  async load(): Promise<Around> {
    return this.around;
  }

  /** The intake has noted them itself. */
  save(_texts: readonly CountedText[]): [] {
    return [];
  }

  async prune(): Promise<void> {}
}
