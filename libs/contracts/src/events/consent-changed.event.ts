import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import {
  consentSource,
  consentStateName,
  e164,
  eventId,
  instant,
  programScope,
  senderAddress,
} from '../vocabulary.js';

/** One entry of the consent ledger, published. */
export const consentChanged = defineEvent({
  name: 'consent.changed',
  version: 1,
  summary: 'A consent changed: subscriber × program, from, to, by which rule and from which source.',
  owner: 'subscriptions',
  producers: ['subscriptions'],
  consumers: ['dispatcher', 'keyword-router', 'console', 'other'],
  lanes: { 'keyword-router': 'flows' },
  key: 'subscriber',
  cleanup: 'delete',
  retentionMs: 30 * 24 * 60 * 60 * 1000,
  schema: z.object({
    subscriber: e164,
    sender: senderAddress,
    program: programScope,
    from: consentStateName,
    to: consentStateName,
    version: z.int().positive().meta({ description: "The entry's place in the subscriber's ledger, from 1" }),
    rule: z.string().meta({ description: 'The rule that decided, e.g. opt-out/sender' }),
    source: consentSource,
    causeId: eventId.meta({ description: 'The event that caused it: an MO or a request' }),
    changedAt: instant,
  }),
  example: {
    subscriber: '+14155550101',
    sender: '12345',
    program: '*',
    from: 'in',
    to: 'out',
    version: 3,
    rule: 'opt-out/sender',
    source: 'keyword',
    causeId: '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10',
    changedAt: '2026-11-20T15:00:00.010Z',
  },
});

export type ConsentChanged = DataOf<typeof consentChanged>;
