import {
  ConsentStore,
  type ConsentHistory,
  type StoredConsents,
} from '../../../apps/subscriptions/src/consent.store.js';
import { keptOf } from './kept-of.js';
import type { Remembered } from './remembered.js';

/** The states of consent; what proves them is the ledger's own specs' part. */
export class MemoryConsents extends ConsentStore {
  private readonly kept: Map<string, StoredConsents>;

  constructor(remembered: Remembered) {
    super();
    this.kept = remembered.map();
  }

  async load(subscribers: readonly string[]): Promise<Map<string, StoredConsents>> {
    return keptOf(this.kept, subscribers);
  }

  save(changed: ReadonlyMap<string, StoredConsents>): [] {
    for (const [subscriber, state] of changed) this.kept.set(subscriber, state);
    return [];
  }

  async history(): Promise<ConsentHistory> {
    return { entries: [] };
  }
}
