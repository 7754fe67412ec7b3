import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { e164, eventId, instant } from '../vocabulary.js';

/** What a person found out about a text whose outcome is unknown, or decided about it. */
export const mtResolveRequested = defineEvent({
  name: 'mt.resolve-requested',
  version: 1,
  summary:
    'Resolve a text that ended as unknown: as delivered or undelivered, or send it again as a new text.',
  owner: 'dispatcher',
  producers: ['parley-cli', 'console', 'other'],
  consumers: ['dispatcher'],
  lanes: { dispatcher: 'orders' },
  key: 'subscriber',
  cleanup: 'delete',
  schema: z.object({
    subscriber: e164,
    mtId: eventId,
    as: z.enum(['delivered', 'undelivered', 'resend']).meta({
      description: 'What is held to be true; resend risks a second copy, under an id of its own',
    }),
    by: z.string().min(1).max(80).meta({ description: 'Who says so' }),
    why: z.string().min(1).max(240).meta({ description: 'On what grounds, in words' }),
    requestedAt: instant,
  }),
  example: {
    subscriber: '+14155550101',
    mtId: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20',
    as: 'delivered',
    by: 'operations',
    why: "seen in the carrier's log",
    requestedAt: '2026-11-20T15:20:00.000Z',
  },
});

export type MtResolveRequested = DataOf<typeof mtResolveRequested>;
