import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { e164, instant, preferenceValue, slug } from '../vocabulary.js';

/** The compacted twin of preference.changed: all that a subscriber has told, for whoever joins late. */
export const preferenceState = defineEvent({
  name: 'preference.state',
  version: 1,
  summary:
    "A subscriber's preferences as they stand, compacted: read from the beginning to know everybody's.",
  owner: 'subscriptions',
  producers: ['subscriptions'],
  consumers: ['other'],
  key: 'subscriber',
  cleanup: 'compact',
  schema: z.object({
    subscriber: e164,
    version: z.int().positive().meta({ description: 'That of the newest preference.changed in it' }),
    preferences: z.array(z.object({ preference: slug, value: preferenceValue, since: instant })),
  }),
  example: {
    subscriber: '+14155550101',
    version: 1,
    preferences: [{ preference: 'size', value: 'M', since: '2026-11-20T15:00:00.010Z' }],
  },
});

export type PreferenceState = DataOf<typeof preferenceState>;
