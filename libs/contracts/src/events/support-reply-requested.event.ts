import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { e164, eventId, instant, senderAddress, smsText } from '../vocabulary.js';

/** An agent answers, or gives the conversation back to automation, or both. */
export const supportReplyRequested = defineEvent({
  name: 'support.reply.requested',
  version: 1,
  summary: "An agent's answer in a case, and whether the case is released with it.",
  owner: 'keyword-router',
  producers: ['keyword-router', 'console', 'other'],
  consumers: ['keyword-router'],
  lanes: { 'keyword-router': 'flows' },
  key: 'subscriber',
  cleanup: 'delete',
  schema: z.object({
    caseId: eventId,
    subscriber: e164,
    sender: senderAddress,
    text: smsText.min(1).optional().meta({ description: 'Absent: nothing is said' }),
    release: z.boolean().optional().meta({ description: 'True: the case is closed after it' }),
    agent: z.string().min(1).max(80).optional().meta({ description: 'Who answers, as the desk calls them' }),
    requestedAt: instant,
  }),
  example: {
    caseId: '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10',
    subscriber: '+14155550101',
    sender: '12345',
    text: 'We send you a new one. Sorry for the hole!',
    requestedAt: '2026-11-20T15:30:00.000Z',
  },
});

export type SupportReplyRequested = DataOf<typeof supportReplyRequested>;
