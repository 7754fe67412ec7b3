import { FallbackStore, type SaidFallback } from '../../../apps/subscriptions/src/fallback.store.js';
import type { Remembered } from './remembered.js';

/** When fallback texts were said. */
export class MemoryFallbacks extends FallbackStore {
  private readonly kept: Map<string, Map<string, SaidFallback>>;

  constructor(remembered: Remembered) {
    super();
    this.kept = remembered.map();
  }

  async load(subscribers: readonly string[]): Promise<readonly SaidFallback[]> {
    return subscribers.flatMap((subscriber) => [...(this.kept.get(subscriber)?.values() ?? [])]);
  }

  save(said: readonly SaidFallback[]): [] {
    for (const each of said) {
      const ofPerson = this.kept.get(each.subscriber) ?? new Map<string, SaidFallback>();
      this.kept.set(each.subscriber, ofPerson.set(each.sender, each));
    }
    return [];
  }
}
