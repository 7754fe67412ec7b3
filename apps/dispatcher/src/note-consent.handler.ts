import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { consentChanged, type ConsentChanged } from '@parley/contracts';
import type { Batch } from '@parley/messaging';
import { foldConsents, type ConsentView } from './domain/consent-view.js';
import { MtIntakeStore, type IntakeRecord } from './mt-intake.store.js';

/** Keeps the dispatcher's view of consents: whatever changed, and however, counts at the moment of sending. */
@Controller()
export class NoteConsentHandler {
  constructor(private readonly store: MtIntakeStore) {}

  @EventPattern<string>(consentChanged.topic)
  note(@Payload() batch: Batch<ConsentChanged>): Promise<void> {
    return batch.run<ConsentView, IntakeRecord>({
      load: async () => new Map(),
      decide: (view, { data }) => {
        const fact = { sender: data.sender, program: data.program, state: data.to, version: data.version };
        return {
          state: foldConsents(view ?? {}, [fact]),
          records: [{ kind: 'consent', subscriber: data.subscriber, fact }],
          effects: [],
        };
      },
      save: (_changed, records) => this.store.save(records),
    });
  }
}
