import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { preferenceChanged, type PreferenceChanged } from '@parley/contracts';
import type { Batch } from '@parley/messaging';
import { isTimeZone } from '@parley/sms';
import { MtIntakeStore, type IntakeRecord } from './mt-intake.store.js';

/** The preference by which people say where they are: an IANA time zone. */
export const TIME_ZONE = 'time-zone';

/** Keeps what people said of their time zone: it goes before where their number is from. */
@Controller()
export class NoteTimeZoneHandler {
  constructor(private readonly store: MtIntakeStore) {}

  @EventPattern<string>(preferenceChanged.topic, { lane: 'orders' })
  note(@Payload() batch: Batch<PreferenceChanged>): Promise<void> {
    return batch.run<undefined, IntakeRecord>({
      concerns: ({ data }) => data.preference === TIME_ZONE,
      load: async () => new Map(),
      decide: (_, { data: { subscriber, value, version } }) => {
        const timeZone = typeof value === 'string' && isTimeZone(value) ? value : undefined;
        return { records: [{ kind: 'zone', subscriber, timeZone, version }], effects: [] };
      },
      save: (_, records) => this.store.save(records),
    });
  }
}
