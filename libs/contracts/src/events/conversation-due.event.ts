import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { e164, eventId, instant, senderAddress, slug, textedNumber } from '../vocabulary.js';

/** The router to itself: a conversation's time has come, or it needs a coupon. In the order of the person's events. */
export const conversationDue = defineEvent({
  name: 'conversation.due',
  version: 1,
  summary: "The time of a flow's step or of a case has come, or a coupon is to be drawn for it.",
  owner: 'keyword-router',
  producers: ['keyword-router'],
  consumers: ['keyword-router'],
  lanes: { 'keyword-router': 'flows' },
  key: 'subscriber',
  cleanup: 'delete',
  schema: z.object({
    subscriber: e164,
    sender: senderAddress,
    about: z.enum(['step', 'coupon', 'case']),
    id: eventId.meta({ description: "The flow's run, or the case" }),
    step: slug.optional().meta({ description: 'The step that waits' }),
    pool: slug.optional().meta({ description: 'With coupon: where it is drawn from' }),
    moId: eventId.optional().meta({ description: 'With coupon: the text that it answers' }),
    moReceivedAt: instant.optional().meta({ description: 'With moId: when that text was received' }),
    number: textedNumber,
    dueAt: instant,
  }),
  example: {
    subscriber: '+14155550101',
    sender: '12345',
    about: 'step',
    id: '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10',
    step: 'two-days-later',
    dueAt: '2026-11-22T15:00:00.000Z',
  },
});

export type ConversationDue = DataOf<typeof conversationDue>;
