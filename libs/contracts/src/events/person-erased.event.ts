import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { e164, instant, slug } from '../vocabulary.js';

/** A service has forgotten a person; the others look again for what it may have said just before. */
export const personErased = defineEvent({
  name: 'person.erased',
  version: 1,
  summary: 'A service has forgotten a person: what it and those before it said until then is to be dropped.',
  owner: 'subscriptions',
  producers: ['keyword-router', 'subscriptions', 'dispatcher', 'console'],
  consumers: ['keyword-router', 'subscriptions', 'dispatcher', 'console', 'other'],
  lanes: {
    'keyword-router': 'erasures',
    subscriptions: 'erasures',
    dispatcher: 'erasures',
    console: 'erasures',
  },
  key: 'subscriber',
  cleanup: 'delete',
  schema: z.object({
    subscriber: e164,
    service: slug.meta({ description: 'Who has forgotten' }),
    erasedAt: instant.meta({ description: 'Events until this instant count as erased for the service' }),
    pass: z
      .int()
      .min(1)
      .max(3)
      .meta({ description: '1: of the request; more: of what another service told' }),
  }),
  example: {
    subscriber: '+14155550101',
    service: 'keyword-router',
    erasedAt: '2026-11-26T15:00:00.050Z',
    pass: 1,
  },
});

export type PersonErased = DataOf<typeof personErased>;
