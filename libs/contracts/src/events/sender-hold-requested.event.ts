import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { instant, senderAddress } from '../vocabulary.js';

/** A sender that shall pause, or go on. */
export const senderHoldRequested = defineEvent({
  name: 'sender.hold-requested',
  version: 1,
  summary:
    'Pause a sender, or let it go on: while it is held its texts wait, but for what compliance owes; what is claimed goes.',
  owner: 'dispatcher',
  producers: ['parley-cli', 'console', 'other'],
  consumers: ['dispatcher'],
  lanes: { dispatcher: 'orders' },
  key: 'name',
  cleanup: 'delete',
  schema: z.object({
    sender: senderAddress,
    held: z.boolean().meta({ description: 'True: it pauses; false: it goes on where it stood' }),
    by: z.string().min(1).max(80).optional().meta({ description: 'Who asks for it' }),
    why: z.string().min(1).max(240).optional().meta({ description: 'Why, in words' }),
    requestedAt: instant.meta({ description: 'Of several orders the one with the latest instant stands' }),
  }),
  example: {
    sender: '12345',
    held: true,
    by: 'operations',
    why: 'the carrier reports filtering',
    requestedAt: '2026-11-20T15:00:00.000Z',
  },
});

export type SenderHoldRequested = DataOf<typeof senderHoldRequested>;
