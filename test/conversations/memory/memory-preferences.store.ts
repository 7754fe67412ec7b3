import type { Preferences } from '../../../apps/subscriptions/src/domain/preference.decide.js';
import { PreferenceStore } from '../../../apps/subscriptions/src/preference.store.js';
import { keptOf } from './kept-of.js';
import type { Remembered } from './remembered.js';

/** What subscribers told. */
export class MemoryPreferences extends PreferenceStore {
  private readonly kept: Map<string, Preferences>;

  constructor(remembered: Remembered) {
    super();
    this.kept = remembered.map();
  }

  async load(subscribers: readonly string[]): Promise<Map<string, Preferences>> {
    return keptOf(this.kept, subscribers);
  }

  save(changed: ReadonlyMap<string, Preferences>): [] {
    for (const [subscriber, preferences] of changed) this.kept.set(subscriber, preferences);
    return [];
  }
}
