import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { e164, eventId, instant, senderAddress } from '../vocabulary.js';

/** A case is over: automation answers again. */
export const supportCaseClosed = defineEvent({
  name: 'support.case.closed',
  version: 1,
  summary: 'A case is over: released by a person, idle for long, or the subscriber opted out.',
  owner: 'keyword-router',
  producers: ['keyword-router'],
  consumers: ['console', 'other'],
  key: 'subscriber',
  cleanup: 'delete',
  schema: z.object({
    caseId: eventId,
    subscriber: e164,
    sender: senderAddress,
    reason: z.enum(['released', 'idle', 'opted_out']),
    closedAt: instant,
  }),
  example: {
    caseId: '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10',
    subscriber: '+14155550101',
    sender: '12345',
    reason: 'released',
    closedAt: '2026-11-20T16:00:00.000Z',
  },
});

export type SupportCaseClosed = DataOf<typeof supportCaseClosed>;
