import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { carrierId, e164, encoding, instant, senderAddress, textedNumber } from '../vocabulary.js';

/** A text that a person sent us, normalised and durable. Its event id derives from the carrier's own id. */
export const moReceived = defineEvent({
  name: 'mo.received',
  version: 1,
  summary:
    'A text from a subscriber, normalised: E.164, NFC, one event per text whatever the carrier repeats.',
  owner: 'ingest',
  producers: ['ingest'],
  consumers: ['keyword-router', 'console', 'other'],
  key: 'subscriber',
  cleanup: 'delete',
  schema: z.object({
    subscriber: e164,
    sender: senderAddress,
    text: z.string().max(4096).meta({ description: 'As written, NFC; nothing else was changed' }),
    carrier: carrierId,
    carrierMessageId: z.string().min(1).max(128).meta({ description: "The carrier's own id of it" }),
    receivedAt: instant,
    encoding: encoding.optional(),
    segments: z.int().positive().optional().meta({ description: 'How many segments the carrier counted' }),
    parts: z
      .array(
        z.object({
          number: z.int().min(1).max(255).meta({ description: 'Which part it is, from 1' }),
          text: z.string().max(4096).meta({ description: 'What it says by itself, NFC' }),
          carrierMessageId: z.string().min(1).max(128).meta({ description: "The carrier's id of the part" }),
        }),
      )
      .min(1)
      .max(255)
      .optional()
      .meta({ description: 'The parts that ingest put together, in their order; absent: it came whole' }),
    partial: z
      .boolean()
      .optional()
      .meta({ description: 'True: parts are missing, and did not come in time' }),
    media: z.array(z.url()).max(10).optional().meta({ description: 'Where the pictures of an MMS are' }),
    number: textedNumber,
  }),
  example: {
    subscriber: '+14155550101',
    sender: '12345',
    text: 'DISCOUNT',
    carrier: 'simulator',
    carrierMessageId: 'sim-7f3a',
    receivedAt: '2026-11-20T15:00:00.000Z',
    segments: 1,
  },
});

export type MoReceived = DataOf<typeof moReceived>;
