import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { carrierId, e164, eventId, instant, senderAddress } from '../vocabulary.js';

/** What a carrier said later about an MT: a delivery report (DLR). */
export const receiptReceived = defineEvent({
  name: 'receipt.received',
  version: 1,
  summary: "A carrier's receipt (delivery report) for an MT, in Parley's words.",
  owner: 'ingest',
  producers: ['ingest', 'dispatcher'],
  consumers: ['dispatcher', 'console', 'other'],
  key: 'subscriber',
  cleanup: 'delete',
  schema: z.object({
    subscriber: e164,
    sender: senderAddress.optional(),
    carrier: carrierId,
    carrierMessageId: z.string().min(1).max(128).optional(),
    mtId: eventId.optional().meta({ description: 'Our id, given back by the callback address' }),
    status: z.enum(['accepted', 'sent', 'delivered', 'undelivered', 'expired', 'rejected', 'unknown']),
    code: z.string().max(64).optional().meta({ description: "Parley's carrier error code" }),
    carrierCode: z.string().max(64).optional().meta({ description: "The carrier's own code" }),
    at: instant,
  }),
  example: {
    subscriber: '+14155550101',
    sender: '12345',
    carrier: 'simulator',
    carrierMessageId: 'sim-mt-19',
    mtId: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20',
    status: 'delivered',
    at: '2026-11-20T15:00:00.900Z',
  },
});

export type ReceiptReceived = DataOf<typeof receiptReceived>;
