import { isoInstant } from '../iso-instant.js';
import { checkIds, jsonObject, optionalId, type JsonObject } from '../json-body.js';
import { plusNumber } from '../plus-number.js';
import { mtIdIn } from '../receipt-url.js';
import { refuse, type Refused } from '../refusals.js';
import type {
  CarrierWebhooks,
  InboundMo,
  InboundReceipt,
  Parsed,
  ReceiptStatus,
  WebhookAnswer,
  WebhookRequest,
} from '../webhook.port.js';
import { sinchContent, type SinchContent } from './sinch.content.js';
import { sinchErrors, sinchNoErrors } from './sinch.errors.js';
import { checkSinchSignature } from './sinch.signature.js';

const answer: WebhookAnswer = { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' };

/** A recipient's statuses (developers.sinch.com/docs/sms/api-reference/sms/tag/Delivery-reports). */
const statuses: ReadonlyMap<string, ReceiptStatus> = new Map([
  ['Queued', 'accepted'],
  ['Dispatched', 'sent'],
  ['Delivered', 'delivered'],
  ['Failed', 'undelivered'],
  ['Deleted', 'undelivered'],
  ['Expired', 'expired'],
  // These three never left Sinch.
  ['Aborted', 'rejected'],
  ['Cancelled', 'rejected'],
  ['Rejected', 'rejected'],
  ['Unknown', 'unknown'],
]);

const receiptTypes: ReadonlySet<unknown> = new Set([
  'recipient_delivery_report_sms',
  'recipient_delivery_report_mms',
]);

/** Sinch's callbacks: JSON objects told apart by `type`, with a signature in three headers. */
export const sinchWebhooks: CarrierWebhooks = {
  mo(request, secrets, nowMs): Parsed<InboundMo> {
    const opened = open(request, secrets, nowMs);
    if ('refusal' in opened) return opened;
    const { fields } = opened;
    const wrong = checkIds(fields, ['id', 'from', 'to']);
    if (wrong !== undefined) return { ok: false, refusal: wrong };
    const content = sinchContent(fields);
    if ('refusal' in content) return content;
    return { ok: true, items: [moOf(fields, content)], skipped: [], answer };
  },

  receipt(request, secrets, nowMs): Parsed<InboundReceipt> {
    const opened = open(request, secrets, nowMs);
    if ('refusal' in opened) return opened;
    const { fields } = opened;
    if (!receiptTypes.has(fields.type)) {
      return refuse('FIELD_INVALID', 'Ask for "per_recipient" delivery reports; no others are taken here.');
    }
    const optional = ['recipient', 'applied_originator', 'client_reference'];
    const wrong = checkIds(fields, ['batch_id', 'status'], optional);
    if (wrong !== undefined) return { ok: false, refusal: wrong };
    return { ok: true, items: [receiptOf(fields, request.url)], skipped: [], answer };
  },
};

function open(
  request: WebhookRequest,
  secrets: readonly string[],
  nowMs: number,
): Refused | { fields: JsonObject } {
  if (request.method !== 'POST') return refuse('METHOD_NOT_ALLOWED', 'Sinch posts its callbacks.');
  const refused = checkSinchSignature(request, secrets, nowMs);
  if (refused !== undefined) return refused;
  const fields = jsonObject(request.body);
  return fields !== undefined
    ? { fields }
    : refuse('BODY_MALFORMED', 'The body must be one JSON object in UTF-8.');
}

function moOf(fields: JsonObject, content: SinchContent): InboundMo {
  return {
    carrierMessageId: fields.id as string,
    from: plusNumber(fields.from as string),
    to: fields.to as string,
    receivedAt: isoInstant(fields.received_at),
    ...content,
  };
}

/** Our id comes back as `client_reference`, which is signed; the callback URL names it too. */
function receiptOf(fields: JsonObject, url: string): InboundReceipt {
  const carrierCode = codeIn(fields.code);
  const to = optionalId(fields, 'recipient');
  return {
    carrierMessageId: fields.batch_id as string,
    reference: optionalId(fields, 'client_reference') ?? mtIdIn(url),
    to: to === undefined ? undefined : plusNumber(to),
    from: optionalId(fields, 'applied_originator'),
    status: statuses.get(fields.status as string) ?? 'unknown',
    code: carrierCode === undefined ? undefined : (sinchErrors.get(carrierCode) ?? 'UNKNOWN_ERROR'),
    carrierCode,
    at: isoInstant(fields.operator_status_at) ?? isoInstant(fields.at),
  };
}

function codeIn(code: unknown): string | undefined {
  if (typeof code !== 'number' && typeof code !== 'string') return undefined;
  const written = String(code).slice(0, 64);
  return written === '' || sinchNoErrors.has(written) ? undefined : written;
}
