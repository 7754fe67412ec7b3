import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { instant, slug } from '../vocabulary.js';

/** A campaign that shall pause, or go on, whether it was given by one event or streamed. */
export const campaignHoldRequested = defineEvent({
  name: 'campaign.hold-requested',
  version: 1,
  summary:
    'Pause a campaign, or let it go on: while it is held nobody further is reached and its texts wait; others go.',
  owner: 'dispatcher',
  producers: ['parley-cli', 'console', 'other'],
  consumers: ['dispatcher'],
  lanes: { dispatcher: 'orders' },
  key: 'name',
  cleanup: 'delete',
  schema: z.object({
    campaign: slug,
    held: z.boolean().meta({ description: 'True: it pauses; false: it goes on where it stood' }),
    by: z.string().min(1).max(80).optional().meta({ description: 'Who asks for it' }),
    why: z.string().min(1).max(240).optional().meta({ description: 'Why, in words' }),
    requestedAt: instant.meta({ description: 'Of several orders the one with the latest instant stands' }),
  }),
  example: {
    campaign: 'autumn-wool',
    held: true,
    by: 'marketing',
    why: 'the shop is down',
    requestedAt: '2026-11-20T15:00:00.000Z',
  },
});

export type CampaignHoldRequested = DataOf<typeof campaignHoldRequested>;
