import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { e164, instant, preferenceSource, preferenceValue, senderAddress, slug } from '../vocabulary.js';

/** A subscriber's preference is to be set or forgotten: by a flow, by the API, by another service. */
export const preferenceRequested = defineEvent({
  name: 'preference.requested',
  version: 1,
  summary: 'Set or forget a preference of a subscriber; checked by its type before it is kept.',
  owner: 'subscriptions',
  producers: ['keyword-router', 'subscriptions', 'console', 'other'],
  consumers: ['subscriptions'],
  key: 'subscriber',
  cleanup: 'delete',
  schema: z.object({
    subscriber: e164,
    preference: slug,
    value: preferenceValue
      .nullable()
      .meta({ description: 'As the person wrote it or canonical; null forgets it' }),
    source: preferenceSource,
    sender: senderAddress
      .optional()
      .meta({ description: 'The conversation it was told in; its country reads dates and numbers' }),
    requestedAt: instant,
  }),
  example: {
    subscriber: '+14155550101',
    preference: 'size',
    value: 'M',
    source: 'flow',
    sender: '12345',
    requestedAt: '2026-11-20T15:00:00.000Z',
  },
});

export type PreferenceRequested = DataOf<typeof preferenceRequested>;
