import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { preferenceChanged, type PreferenceChanged } from '@parley/contracts';
import type { Batch } from '@parley/messaging';
import type { DialogueRecord } from './dialogue.record.js';
import { DialogueStore } from './dialogue.store.js';

/** Keeps a copy of preferences, for what flows say and where they branch. */
@Controller()
export class FollowPreferenceHandler {
  constructor(private readonly dialogues: DialogueStore) {}

  @EventPattern<string>(preferenceChanged.topic, undefined, { lane: 'flows' })
  follow(@Payload() batch: Batch<PreferenceChanged>): Promise<void> {
    return batch.run<undefined, DialogueRecord>({
      load: () => Promise.resolve(new Map()),
      decide: (_, { data }) => {
        const { subscriber, preference, version } = data;
        const value = typeof data.value === 'string' ? data.value.toWellFormed() : (data.value ?? undefined);
        return { records: [{ kind: 'preference', subscriber, preference, value, version }], effects: [] };
      },
      prepare: (records) => this.dialogues.prepare(records),
      save: (_, records) => this.dialogues.save(records),
    });
  }
}
