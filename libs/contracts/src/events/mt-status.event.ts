import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import {
  carrierId,
  e164,
  encoding,
  eventId,
  instant,
  lane,
  poolNumber,
  senderAddress,
} from '../vocabulary.js';

/** What became of an MT: every refusal, send, retry and receipt is one of these. */
export const mtStatus = defineEvent({
  name: 'mt.status',
  version: 1,
  summary: 'What became of a text: refused with a code, submitted, retrying, unknown, delivered, …',
  owner: 'dispatcher',
  producers: ['dispatcher'],
  consumers: ['console', 'other'],
  key: 'subscriber',
  cleanup: 'delete',
  schema: z.object({
    mtId: eventId,
    subscriber: e164,
    sender: senderAddress,
    status: z.enum([
      'refused',
      'suppressed',
      'expired',
      'retrying',
      'submitted',
      'unknown',
      'rejected',
      'sent',
      'delivered',
      'undelivered',
      'queued',
    ]),
    final: z.boolean().meta({ description: 'Nothing more is expected after this' }),
    code: z
      .string()
      .max(64)
      .optional()
      .meta({ description: 'Reason code, e.g. OPTED_OUT, NO_CONSENT, EXPIRED' }),
    lane,
    carrier: carrierId.optional(),
    carrierMessageId: z.string().optional(),
    attempt: z.int().nonnegative().meta({ description: 'Sends begun so far; 0 before the first' }),
    segments: z.int().nonnegative().meta({ description: 'How many segments the text takes' }),
    encoding,
    inReplyTo: eventId.optional(),
    replaced: z
      .array(
        z.object({
          character: z.string().min(1).max(8).meta({ description: 'As it was written' }),
          by: z.string().max(8).meta({ description: 'What GSM-7 has for it; empty: left out' }),
          times: z.int().positive().meta({ description: 'How often' }),
        }),
      )
      .max(100)
      .optional()
      .meta({ description: 'With queued and refused: what smart encoding replaced in the text' }),
    from: poolNumber
      .optional()
      .meta({ description: 'Where the sender is a pool: the number of it that the text goes from' }),
    nextAt: instant
      .optional()
      .meta({ description: 'With retrying: when it goes again, unless something else ends it before' }),
    at: instant,
  }),
  example: {
    mtId: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20',
    subscriber: '+14155550101',
    sender: '12345',
    status: 'submitted',
    final: false,
    lane: 'reply',
    carrier: 'simulator',
    carrierMessageId: 'sim-mt-19',
    attempt: 1,
    segments: 1,
    encoding: 'gsm7',
    inReplyTo: '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10',
    at: '2026-11-20T15:00:00.050Z',
  },
});

export type MtStatus = DataOf<typeof mtStatus>;
