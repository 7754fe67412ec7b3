import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { instant, slug } from '../vocabulary.js';

/** A campaign that shall go no further, whether it was given by one event or streamed. */
export const campaignCancelRequested = defineEvent({
  name: 'campaign.cancel-requested',
  version: 1,
  summary:
    'Stop a campaign: nobody further is reached, and what was asked for before ends as suppressed or refused, CANCELLED.',
  owner: 'dispatcher',
  producers: ['parley-cli', 'console', 'other'],
  consumers: ['dispatcher', 'console'],
  lanes: { dispatcher: 'orders' },
  key: 'name',
  cleanup: 'delete',
  schema: z.object({
    campaign: slug,
    by: z.string().min(1).max(80).optional().meta({ description: 'Who asks for it' }),
    why: z.string().min(1).max(240).optional().meta({ description: 'Why, in words' }),
    requestedAt: instant.meta({
      description: 'Texts of the campaign that were asked for after this instant are another run, and go',
    }),
  }),
  example: {
    campaign: 'autumn-wool',
    by: 'marketing',
    why: 'wrong price',
    requestedAt: '2026-11-20T15:00:00.000Z',
  },
});

export type CampaignCancelRequested = DataOf<typeof campaignCancelRequested>;
