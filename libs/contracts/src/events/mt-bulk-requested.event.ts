import { defineEvent, type DataOf } from '../event-definition.js';
import { mtRequestedSchema } from './mt-requested.event.js';

/** A campaign's text: the same as mt.requested on a topic of its own, so that it never queues ahead of a reply. */
export const mtBulkRequested = defineEvent({
  name: 'mt.bulk-requested',
  version: 1,
  summary:
    "Send this text as part of a campaign; a topic of its own, so that bulk never delays a reply's intake.",
  owner: 'dispatcher',
  producers: ['console', 'other'],
  consumers: ['dispatcher', 'console'],
  lanes: { dispatcher: 'bulk' },
  key: 'subscriber',
  cleanup: 'delete',
  schema: mtRequestedSchema,
  example: {
    subscriber: '+14155550101',
    sender: '12345',
    text: 'Sweater Club: new wool is in. Reply STOP to end.',
    lane: 'bulk',
    purpose: 'information',
    program: 'sweater-club',
    onUnknown: 'park',
    campaign: 'autumn-wool',
  },
});

export type MtBulkRequested = DataOf<typeof mtBulkRequested>;
