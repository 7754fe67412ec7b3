import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import {
  e164,
  eventId,
  instant,
  preferenceSource,
  preferenceType,
  preferenceValue,
  slug,
} from '../vocabulary.js';

/** A preference has a new value, or none any more. */
export const preferenceChanged = defineEvent({
  name: 'preference.changed',
  version: 1,
  summary: 'A preference of a subscriber changed: its new value in canonical form, and where it came from.',
  owner: 'subscriptions',
  producers: ['subscriptions'],
  consumers: ['keyword-router', 'dispatcher', 'other'],
  lanes: { 'keyword-router': 'flows', dispatcher: 'orders' },
  key: 'subscriber',
  cleanup: 'delete',
  schema: z.object({
    subscriber: e164,
    preference: slug,
    type: preferenceType,
    value: preferenceValue.nullable().meta({ description: 'Canonical; null: it was forgotten' }),
    version: z.int().positive().meta({ description: "Counts the subscriber's changes, from 1" }),
    source: preferenceSource,
    causeId: eventId.meta({ description: 'The request that caused it' }),
    changedAt: instant,
  }),
  example: {
    subscriber: '+14155550101',
    preference: 'size',
    type: 'choice',
    value: 'M',
    version: 1,
    source: 'flow',
    causeId: '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10',
    changedAt: '2026-11-20T15:00:00.010Z',
  },
});

export type PreferenceChanged = DataOf<typeof preferenceChanged>;
