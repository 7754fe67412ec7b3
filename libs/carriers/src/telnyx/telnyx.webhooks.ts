import type { CarrierErrorCode } from '../carrier-errors.js';
import { isoInstant } from '../iso-instant.js';
import { checkIds, isObject, jsonObject, optionalId, type JsonObject } from '../json-body.js';
import { mtIdIn } from '../receipt-url.js';
import { refusal, refuse, type Refused } from '../refusals.js';
import { fieldOf } from '../send-outcome.js';
import type {
  CarrierWebhooks,
  InboundMo,
  InboundReceipt,
  Parsed,
  ReceiptStatus,
  WebhookAnswer,
  WebhookRefusal,
  WebhookRequest,
} from '../webhook.port.js';
import { telnyxErrors } from './telnyx.errors.js';
import { checkTelnyxSignature } from './telnyx.signature.js';

const answer: WebhookAnswer = { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' };

/** A recipient's statuses (developers.telnyx.com/docs/messaging/messages/receiving-webhooks). */
const statuses: ReadonlyMap<string, ReceiptStatus> = new Map([
  ['queued', 'accepted'],
  ['sending', 'accepted'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['sending_failed', 'rejected'],
  ['delivery_failed', 'undelivered'],
  ['expired', 'expired'],
  // Final at Telnyx, and still nobody knows.
  ['delivery_unconfirmed', 'unknown'],
]);

const encodings: ReadonlyMap<unknown, InboundMo['encoding']> = new Map([
  ['GSM-7', 'gsm7'],
  ['UCS-2', 'ucs2'],
  ['UTF-16', 'ucs2'],
]);

/** Telnyx's webhooks, API v2: `{data: {event_type, id, occurred_at, payload}}`, signed with Ed25519. */
export const telnyxWebhooks: CarrierWebhooks = {
  mo(request, secrets, nowMs): Parsed<InboundMo> {
    const opened = open(request, secrets, nowMs, ['message.received']);
    if ('refusal' in opened) return opened;
    const { payload, ids } = opened;
    const wrong = checkIds(ids, ['payload.id', 'payload.from.phone_number', 'payload.to[0].phone_number']);
    if (wrong !== undefined) return { ok: false, refusal: wrong };
    const unreadable = checkText(payload.text);
    if (unreadable !== undefined) return { ok: false, refusal: unreadable };
    return { ok: true, items: [moOf(payload, ids)], skipped: [], answer };
  },

  receipt(request, secrets, nowMs): Parsed<InboundReceipt> {
    const opened = open(request, secrets, nowMs, ['message.sent', 'message.finalized']);
    if ('refusal' in opened) return opened;
    const { data, ids } = opened;
    const wrong = checkIds(
      ids,
      ['payload.id', 'payload.to[0].status'],
      ['payload.from.phone_number', 'payload.to[0].phone_number', 'payload.errors[0].code'],
    );
    if (wrong !== undefined) return { ok: false, refusal: wrong };
    return { ok: true, items: [receiptOf(data, ids, request.url)], skipped: [], answer };
  },
};

interface Opened {
  readonly data: JsonObject;
  readonly payload: JsonObject;
  /** What must be ids and numbers, by where it stands. */
  readonly ids: JsonObject;
}

function open(
  request: WebhookRequest,
  publicKeys: readonly string[],
  nowMs: number,
  events: readonly string[],
): Refused | Opened {
  if (request.method !== 'POST') return refuse('METHOD_NOT_ALLOWED', 'Telnyx posts its webhooks.');
  const refused = checkTelnyxSignature(request, publicKeys, nowMs);
  if (refused !== undefined) return refused;
  const data = jsonObject(request.body)?.data;
  if (!isObject(data) || !isObject(data.payload)) {
    return refuse('BODY_MALFORMED', 'The body must be JSON in UTF-8 with an object at data.payload.');
  }
  if (typeof data.event_type !== 'string' || !events.includes(data.event_type)) {
    return refuse('FIELD_INVALID', `This address takes the events ${events.join(' and ')} alone.`);
  }
  return { data, payload: data.payload, ids: idsIn(data.payload) };
}

/** A text has one recipient; a group MMS names us first. */
function idsIn(payload: JsonObject): JsonObject {
  const to = firstOf(payload.to);
  return {
    'payload.id': payload.id,
    'payload.from.phone_number': fieldOf(payload.from, 'phone_number'),
    'payload.to[0].phone_number': fieldOf(to, 'phone_number'),
    'payload.to[0].status': fieldOf(to, 'status'),
    'payload.errors[0].code': fieldOf(firstOf(payload.errors), 'code'),
  };
}

function firstOf(list: unknown): unknown {
  return Array.isArray(list) ? (list as unknown[])[0] : undefined;
}

/** An MMS without words has null. */
function checkText(text: unknown): WebhookRefusal | undefined {
  if (text === undefined) return refusal('FIELD_MISSING', 'The field "payload.text" is missing.');
  return typeof text === 'string' || text === null
    ? undefined
    : refusal('FIELD_INVALID', 'The field "payload.text" must be a string.');
}

function moOf(payload: JsonObject, ids: JsonObject): InboundMo {
  const { parts } = payload;
  const media = mediaIn(payload.media);
  return {
    carrierMessageId: ids['payload.id'] as string,
    from: ids['payload.from.phone_number'] as string,
    to: ids['payload.to[0].phone_number'] as string,
    text: (payload.text as string | null) ?? '',
    receivedAt: isoInstant(payload.received_at),
    encoding: encodings.get(payload.encoding),
    segments: typeof parts === 'number' && Number.isInteger(parts) && parts > 0 ? parts : undefined,
    media: media.length > 0 ? media : undefined,
  };
}

function mediaIn(media: unknown): string[] {
  const urls = Array.isArray(media) ? media.map((item) => fieldOf(item, 'url')) : [];
  return urls.filter((url): url is string => typeof url === 'string' && URL.canParse(url));
}

function receiptOf(data: JsonObject, ids: JsonObject, url: string): InboundReceipt {
  const carrierCode = optionalId(ids, 'payload.errors[0].code')?.slice(0, 64);
  const code = carrierCode === undefined ? undefined : (telnyxErrors.get(carrierCode) ?? 'UNKNOWN_ERROR');
  return {
    carrierMessageId: ids['payload.id'] as string,
    reference: mtIdIn(url),
    to: optionalId(ids, 'payload.to[0].phone_number'),
    from: optionalId(ids, 'payload.from.phone_number'),
    status: statusOf(ids['payload.to[0].status'] as string, code),
    code,
    carrierCode,
    at: isoInstant(data.occurred_at),
  };
}

/** A validity that ran out comes as a failure with its code. */
function statusOf(status: string, code: CarrierErrorCode | undefined): ReceiptStatus {
  const word = statuses.get(status) ?? 'unknown';
  return code === 'EXPIRED' && (word === 'rejected' || word === 'undelivered') ? 'expired' : word;
}
