import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { numberTexted, type NumberTexted } from '@parley/contracts';
import type { Batch } from '@parley/messaging';
import { MtIntakeStore, type IntakeRecord } from './mt-intake.store.js';

/**
 * Keeps which number of a pool a person wrote to: it is theirs. Not beside the texts, whose fetches would be the dearer
 * for it also where there is no pool; an answer says itself which number was texted.
 */
@Controller()
export class NoteNumberHandler {
  constructor(private readonly store: MtIntakeStore) {}

  @EventPattern<string>(numberTexted.topic, { lane: 'orders' })
  note(@Payload() batch: Batch<NumberTexted>): Promise<void> {
    return batch.run<undefined, IntakeRecord>({
      load: async () => new Map(),
      decide: (_, { data }) => ({ records: [{ kind: 'number', ...data, texted: true }], effects: [] }),
      save: (_changed, records) => this.store.save(records),
    });
  }
}
