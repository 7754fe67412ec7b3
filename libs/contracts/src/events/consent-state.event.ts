import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { consentStateName, e164, instant, programScope, senderAddress } from '../vocabulary.js';

/** The compacted twin of consent.changed: the newest states of a subscriber, for whoever joins late. */
export const consentState = defineEvent({
  name: 'consent.state',
  version: 1,
  summary: "A subscriber's consents as they stand, compacted: read from the beginning to know everybody's.",
  owner: 'subscriptions',
  producers: ['subscriptions'],
  consumers: ['other'],
  key: 'subscriber',
  cleanup: 'compact',
  schema: z.object({
    subscriber: e164,
    version: z.int().positive(),
    consents: z.array(
      z.object({ sender: senderAddress, program: programScope, state: consentStateName, since: instant }),
    ),
  }),
  example: {
    subscriber: '+14155550101',
    version: 3,
    consents: [{ sender: '12345', program: 'sweater-club', state: 'in', since: '2026-11-20T15:00:00.010Z' }],
  },
});

export type ConsentState = DataOf<typeof consentState>;
