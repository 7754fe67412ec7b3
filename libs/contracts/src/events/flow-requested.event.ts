import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { e164, eventId, instant, senderAddress, slug, textedNumber } from '../vocabulary.js';

/** Somebody wants a flow to begin: a keyword, an opt-in, or any other service. */
export const flowRequested = defineEvent({
  name: 'flow.requested',
  version: 1,
  summary:
    'Begin this flow with a subscriber; after the one that is under way, or instead of it by a keyword.',
  owner: 'keyword-router',
  producers: ['keyword-router', 'console', 'other'],
  consumers: ['keyword-router'],
  lanes: { 'keyword-router': 'flows' },
  key: 'subscriber',
  cleanup: 'delete',
  schema: z.object({
    subscriber: e164,
    sender: senderAddress,
    flow: slug,
    values: z
      .record(slug, z.string().max(640))
      .optional()
      .meta({ description: 'What its texts may say: {{ values.order }}' }),
    replaces: z
      .boolean()
      .optional()
      .meta({ description: 'True: it ends the flow that is under way, as a keyword does' }),
    moId: eventId.optional().meta({ description: 'The text that began it' }),
    text: z.string().max(4096).optional().meta({ description: 'That text, as the person wrote it' }),
    number: textedNumber,
    requestedAt: instant,
  }),
  example: {
    subscriber: '+14155550101',
    sender: '12345',
    flow: 'size-survey',
    requestedAt: '2026-11-20T15:00:00.000Z',
  },
});

export type FlowRequested = DataOf<typeof flowRequested>;
