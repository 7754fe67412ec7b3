import type { Preferences } from '../../../apps/subscriptions/src/domain/preference.decide.js';
import { PreferenceStore } from '../../../apps/subscriptions/src/preference.store.js';
import { keptOf } from './kept-of.js';

/** What subscribers told. */
export class MemoryPreferences extends PreferenceStore {
  private readonly kept = new Map<string, Preferences>();

  async load(subscribers: readonly string[]): Promise<Map<string, Preferences>> {
    return keptOf(this.kept, subscribers);
  }

  save(changed: ReadonlyMap<string, Preferences>): [] {
    for (const [subscriber, preferences] of changed) this.kept.set(subscriber, preferences);
    return [];
  }
}
