import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { consentChanged, type ConsentChanged } from '@parley/contracts';
import type { Batch } from '@parley/messaging';
import { MtIntakeStore, type IntakeRecord } from './mt-intake.store.js';

/** Keeps the dispatcher's view of consents: whatever changed, and however, counts at the moment of sending. */
@Controller()
export class NoteConsentHandler {
  constructor(private readonly store: MtIntakeStore) {}

  @EventPattern<string>(consentChanged.topic)
  note(@Payload() batch: Batch<ConsentChanged>): Promise<void> {
    return batch.run<undefined, IntakeRecord>({
      remains: (event) => event,
      load: async () => new Map(),
      decide: (_, { data }) => {
        const fact = { sender: data.sender, program: data.program, state: data.to, version: data.version };
        return {
          records: [{ kind: 'consent', subscriber: data.subscriber, fact }],
          effects: [],
        };
      },
      save: (_changed, records) => this.store.save(records),
    });
  }
}
