import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import {
  consentStateName,
  e164,
  eventId,
  instant,
  lane,
  poolNumber,
  programScope,
  senderAddress,
  slug,
  smsText,
} from '../vocabulary.js';

const purpose = z.enum([
  'opt_out_confirmation',
  'opt_in_prompt',
  'opt_in_confirmation',
  'help',
  'information',
]);

export const mtRequestedSchema = z.object({
  subscriber: e164,
  sender: senderAddress,
  text: smsText.min(1),
  lane: lane.default('transactional').meta({ description: 'Priority class; replies overtake bulk' }),
  purpose: purpose
    .default('information')
    .meta({ description: 'Why a compliance text may go where others may not' }),
  program: slug.optional().meta({ description: 'The program it is sent under: its consent must be `in`' }),
  inReplyTo: eventId.optional().meta({ description: 'The MO that it answers' }),
  moReceivedAt: instant.optional().meta({
    description: 'With inReplyTo: when that MO was received, so that how long the person waited is measured',
  }),
  consent: z
    .array(z.object({ program: programScope, state: consentStateName, version: z.int().positive() }))
    .optional()
    .meta({ description: 'Consent changes that take hold in the transaction that queues this text' }),
  sendAfter: instant.optional().meta({ description: 'Not before this instant' }),
  expiresAt: instant.optional().meta({ description: 'Not after this instant: it ends as `expired`' }),
  onUnknown: z
    .enum(['park', 'resend'])
    .default('park')
    .meta({ description: 'When the outcome of a send cannot be known: park (default) or send again' }),
  campaign: slug.optional().meta({ description: 'Shares the pace fairly with other campaigns' }),
  from: poolNumber.optional().meta({
    description:
      'Where the sender is a pool: the number of it that the person texted; it is theirs from now on',
  }),
});

/** A text to send. Any service may publish it; the event's id is the MT's id. */
export const mtRequested = defineEvent({
  name: 'mt.requested',
  version: 1,
  summary: 'Send this text. The event id is the MT id; every outcome comes as mt.status.',
  owner: 'dispatcher',
  producers: ['keyword-router', 'subscriptions', 'dispatcher', 'console', 'other'],
  consumers: ['dispatcher', 'console'],
  key: 'subscriber',
  cleanup: 'delete',
  schema: mtRequestedSchema,
  example: {
    subscriber: '+14155550101',
    sender: '12345',
    text: 'Your code WARM30 takes 30% off your next sweater order. Stay warm!',
    lane: 'reply',
    purpose: 'information',
    inReplyTo: '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10',
    moReceivedAt: '2026-11-20T15:00:00.000Z',
    onUnknown: 'park',
  },
});

export type MtRequested = DataOf<typeof mtRequested>;
