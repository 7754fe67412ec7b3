import type { Clock } from '@parley/platform';
import type { DialogueRecord } from '../../../apps/keyword-router/src/dialogue.record.js';
import { DialogueStore, type DueDialogue } from '../../../apps/keyword-router/src/dialogue.store.js';
import { conversationKey } from '../../../apps/keyword-router/src/domain/conversation.js';
import {
  dueOf,
  startDialogue,
  type Dialogue,
  type Known,
} from '../../../apps/keyword-router/src/domain/dialogue/dialogue.js';
import { asJson } from './as-json.js';
import type { MemoryCases } from './memory-cases.store.js';
import type { MemoryCoupons } from './memory-coupons.store.js';
import type { Remembered } from './remembered.js';

interface Told {
  readonly preferences: Record<string, string | number>;
  readonly consents: Record<string, Known['consents'][string]>;
}

/** What conversations are in the middle of, and what is told of their subscribers. */
export class MemoryDialogues extends DialogueStore {
  private readonly kept: Map<string, Dialogue>;
  private readonly told: Map<string, Told>;
  /** Those that have a time to come, by key, in ms since the epoch. */
  private readonly waiting: Map<string, number>;

  constructor(
    remembered: Remembered,
    private readonly clock: Clock,
    private readonly coupons: MemoryCoupons,
    private readonly cases: MemoryCases,
  ) {
    super();
    this.kept = remembered.map();
    this.told = remembered.map();
    this.waiting = remembered.map();
  }

  async load(keys: readonly string[]): Promise<Map<string, Dialogue>> {
    return new Map(keys.map((key) => [key, this.find(key) ?? this.fresh(key)]));
  }

  find(key: string): Dialogue | undefined {
    const kept = this.kept.get(key);
    return kept && { ...kept, known: this.knownOf(kept.subscriber) };
  }

  async prepare(): Promise<void> {}

  save(records: readonly DialogueRecord[]): [] {
    for (const record of records) {
      if (record.kind === 'consent') this.toldOf(record.subscriber).consents[record.program] = record.state;
      if (record.kind === 'preference') {
        const { preferences } = this.toldOf(record.subscriber);
        if (record.value === undefined) delete preferences[record.preference];
        else preferences[record.preference] = record.value;
      }
      if (record.kind === 'dialogue') this.keep(record.dialogue);
      if (record.kind === 'coupon') this.coupons.give(record);
      if (record.kind === 'opened' || record.kind === 'closed' || record.kind === 'message')
        this.cases.note(record);
    }
    return [];
  }

  async claimDue(): Promise<DueDialogue[]> {
    const nowMs = this.clock.now();
    return [...this.waiting].filter(([, dueMs]) => dueMs <= nowMs).map(([key]) => this.find(key)!);
  }

  /** When the first of them is due, ms since the epoch; Infinity where nothing waits. */
  get nextDueMs(): number {
    let soonest = Infinity;
    for (const dueMs of this.waiting.values()) if (dueMs < soonest) soonest = dueMs;
    return soonest;
  }

  private keep(dialogue: Dialogue): void {
    const key = conversationKey(dialogue);
    // As PostgreSQL keeps it: JSON, and a revision that counts.
    const kept = asJson(dialogue);
    this.kept.set(key, { ...kept, revision: dialogue.revision + 1 });
    const dueMs = dueOf(kept)?.atMs;
    if (dueMs === undefined) this.waiting.delete(key);
    else this.waiting.set(key, dueMs);
  }

  private fresh(key: string): Dialogue {
    const [subscriber = '', sender = ''] = key.split('|');
    return { ...startDialogue({ subscriber, sender }), known: this.knownOf(subscriber) };
  }

  private knownOf(subscriber: string): Known {
    const { preferences, consents } = this.toldOf(subscriber);
    return { preferences: { ...preferences }, consents: { ...consents } };
  }

  private toldOf(subscriber: string): Told {
    let told = this.told.get(subscriber);
    if (told === undefined) this.told.set(subscriber, (told = { preferences: {}, consents: {} }));
    return told;
  }
}
