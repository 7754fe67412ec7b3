import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { e164, eventId, instant, senderAddress, slug } from '../vocabulary.js';

/** A conversation is a person's from now on: automation is quiet until the case is closed. */
export const supportCaseOpened = defineEvent({
  name: 'support.case.opened',
  version: 1,
  summary: 'A conversation needs a person: a flow handed it off, or nobody understood the text.',
  owner: 'keyword-router',
  producers: ['keyword-router'],
  consumers: ['console', 'other'],
  key: 'subscriber',
  cleanup: 'delete',
  schema: z.object({
    caseId: eventId,
    subscriber: e164,
    sender: senderAddress,
    reason: z.enum(['handoff', 'not_understood']),
    text: z.string().max(4096).optional().meta({ description: 'What the person wrote last, where known' }),
    flow: slug.optional(),
    step: slug.optional(),
    openedAt: instant,
  }),
  example: {
    caseId: '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10',
    subscriber: '+14155550101',
    sender: '12345',
    reason: 'not_understood',
    text: 'My sweater has a hole',
    openedAt: '2026-11-20T15:00:00.000Z',
  },
});

export type SupportCaseOpened = DataOf<typeof supportCaseOpened>;
