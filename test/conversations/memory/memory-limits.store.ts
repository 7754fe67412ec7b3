import type { Clock } from '@parley/platform';
import {
  Around,
  MtLimitsStore,
  type CountedText,
  type Needs,
} from '../../../apps/dispatcher/src/mt-limits.store.js';
import type { Remembered } from './remembered.js';

/** What limits count: of all time, as conversations in memory are short; the same text again within its time. */
export class MemoryLimits extends MtLimitsStore {
  private readonly kept: Set<{ readonly text: CountedText; readonly atMs: number }>;

  constructor(
    remembered: Remembered,
    private readonly clock: Clock,
  ) {
    super();
    this.kept = remembered.add(new Set());
  }

  async load(needs: Needs): Promise<Around> {
    const around = new Around();
    for (const { text, atMs } of this.kept) {
      const within = needs.repeats.get(text.repeat ?? '');
      const repeats = within !== undefined && atMs > needs.nowMs - within;
      around.note(repeats ? text : { ...text, repeat: undefined });
    }
    return around;
  }

  save(texts: readonly CountedText[]): [] {
    for (const text of texts) this.kept.add({ text, atMs: this.clock.now() });
    return [];
  }

  async prune(): Promise<void> {}
}
