import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { e164, eventId, instant, senderAddress, slug } from '../vocabulary.js';

/** Texts to one person that shall not go any more; whatever is claimed already goes. */
export const mtCancelRequested = defineEvent({
  name: 'mt.cancel-requested',
  version: 1,
  summary:
    'Cancel what waits for a person: one text, or all of a sender or program; each ends as suppressed, CANCELLED.',
  owner: 'dispatcher',
  producers: ['parley-cli', 'console', 'other'],
  consumers: ['dispatcher'],
  lanes: { dispatcher: 'orders' },
  key: 'subscriber',
  cleanup: 'delete',
  schema: z.object({
    subscriber: e164,
    mtId: eventId.optional().meta({ description: 'This text alone; all that waits when absent' }),
    sender: senderAddress.optional().meta({ description: 'Only what waits on this sender' }),
    program: slug.optional().meta({ description: 'Only what waits under this program' }),
    by: z.string().min(1).max(80).optional().meta({ description: 'Who asks for it' }),
    why: z.string().min(1).max(240).optional().meta({ description: 'Why, in words' }),
    requestedAt: instant,
  }),
  example: {
    subscriber: '+14155550101',
    mtId: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20',
    by: 'shop',
    why: 'the order was cancelled',
    requestedAt: '2026-11-20T15:00:00.000Z',
  },
});

export type MtCancelRequested = DataOf<typeof mtCancelRequested>;
