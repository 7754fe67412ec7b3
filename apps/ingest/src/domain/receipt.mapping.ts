import type { ReceiptReceived } from '@parley/contracts';
import { normalizeNumber, normalizeSender } from '@parley/sms';
import type { CarrierReceipt } from './carrier-item.js';
import { isCleanReference } from './carrier-reference.js';
import { carrierTime } from './carrier-time.js';
import { refused, type Mapped } from './refusal.js';
import type { Senders } from './senders.js';

/** RFC 9562; an id of any other form in a callback address is not an MT's of ours. */
const MT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/**
 * Makes the event of a carrier's receipt. Its sender need not be ours any more: receipts come for texts that
 * were sent before parley.yaml changed, and the dispatcher knows which text it is by the ids.
 */
export function receiptReceivedFrom(
  receipt: CarrierReceipt,
  carrier: string,
  senders: Senders,
  nowMs: number,
): Mapped<ReceiptReceived> {
  const { carrierMessageId, status } = receipt;
  if (receipt.to === undefined) return SUBSCRIBER_MISSING;
  const from = addressOf(receipt);
  const { pool: sender = from, country = '' } = senders.get(from ?? '') ?? {};
  const number = normalizeNumber(receipt.to, country);
  if (!number.ok) return refused(400, number.code, number.message);
  const mtId = mtIdOf(receipt.reference);
  if (mtId === undefined && carrierMessageId === undefined) return TEXT_UNNAMED;
  if (carrierMessageId !== undefined && !isCleanReference(carrierMessageId)) return ID_INVALID;
  return {
    ok: true,
    // An MT that was sent again has two ids at the carrier; each of them has receipts of its own.
    name: `receipt/${mtId ?? ''}/${carrierMessageId ?? ''}/${status}`,
    debug: false,
    data: {
      subscriber: number.e164,
      sender,
      carrier,
      carrierMessageId,
      mtId,
      status,
      code: receipt.code,
      carrierCode: cleanCode(receipt.carrierCode),
      at: carrierTime(receipt.at, nowMs),
    },
  };
}

function addressOf(receipt: CarrierReceipt): string | undefined {
  const sender = receipt.from === undefined ? undefined : normalizeSender(receipt.from);
  return sender?.ok ? sender.sender : undefined;
}

function mtIdOf(reference: string | undefined): string | undefined {
  return reference !== undefined && MT_ID.test(reference) ? reference.toLowerCase() : undefined;
}

function cleanCode(code: string | undefined): string | undefined {
  return code !== undefined && code.length <= 64 && isCleanReference(code) ? code : undefined;
}

const SUBSCRIBER_MISSING = refused(
  400,
  'FIELD_MISSING',
  'The receipt does not say whose text it was; send the number that the text went to.',
);
const TEXT_UNNAMED = refused(
  400,
  'FIELD_MISSING',
  "The receipt names no text; send the carrier's message id, or call the address given with the text.",
);
const ID_INVALID = refused(
  400,
  'FIELD_INVALID',
  "The carrier's message id holds control characters; send a printable one.",
);
