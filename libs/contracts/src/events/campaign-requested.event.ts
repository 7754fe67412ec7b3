import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { e164, instant, senderAddress, slug, smsText } from '../vocabulary.js';

/** One text to many people. */
export const campaignRequested = defineEvent({
  name: 'campaign.requested',
  version: 1,
  summary:
    "Send one text to a list of people, or to all who are in a program; each gets an MT of their own, with the campaign's name.",
  owner: 'dispatcher',
  producers: ['parley-cli', 'console', 'other'],
  consumers: ['dispatcher', 'console'],
  lanes: { dispatcher: 'orders' },
  key: 'name',
  cleanup: 'delete',
  schema: z.object({
    campaign: slug,
    sender: senderAddress,
    program: slug.meta({ description: 'The program it is sent under: who is not in it gets nothing' }),
    text: smsText.min(1),
    subscribers: z
      .array(e164)
      .min(1)
      .max(10_000)
      .optional()
      .meta({ description: 'To these; to everybody who is in the program when absent' }),
    sendAfter: instant.optional().meta({ description: 'Not before this instant; who is in it then gets it' }),
    expiresAt: instant.optional().meta({ description: 'Nobody is reached after this instant' }),
    by: z.string().min(1).max(80).optional().meta({ description: 'Who asks for it' }),
    why: z.string().min(1).max(240).optional().meta({ description: 'Why, in words' }),
    requestedAt: instant,
  }),
  example: {
    campaign: 'autumn-wool',
    sender: '12345',
    program: 'sweater-club',
    text: 'Sweater Club: new wool is in. Reply STOP to end.',
    by: 'marketing',
    requestedAt: '2026-11-20T15:00:00.000Z',
  },
});

export type CampaignRequested = DataOf<typeof campaignRequested>;
