import {
  checkIds,
  checkInstant,
  isObject,
  jsonObject,
  optionalId,
  optionalInstant,
  type JsonObject,
} from '../json-body.js';
import { mtIdIn } from '../receipt-url.js';
import { refusal, refuse, type Refused } from '../refusals.js';
import type {
  CarrierWebhooks,
  InboundMo,
  InboundReceipt,
  MoPart,
  Parsed,
  ReceiptStatus,
  WebhookAnswer,
  WebhookRefusal,
  WebhookRequest,
} from '../webhook.port.js';
import { simulatorErrors } from './simulator.errors.js';
import { checkSignature } from './simulator.signature.js';

const answer: WebhookAnswer = { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' };

const statuses: ReadonlyMap<string, ReceiptStatus> = new Map([
  ['accepted', 'accepted'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['undelivered', 'undelivered'],
  ['expired', 'expired'],
  ['rejected', 'rejected'],
]);

/**
 * The simulator dialect, what a plain HTTP aggregator speaks: JSON webhooks, signed over timestamp and body.
 * MO: `{id, from, to, text, receivedAt?, part?: {reference, total, number}, debug?}`. Receipts: `{receipts: [{id, reference, from, to, status, at,
 * code?}]}`, many at a time as aggregators post them. Times are ms since the epoch.
 */
export const simulatorWebhooks: CarrierWebhooks = {
  mo(request, secrets, nowMs): Parsed<InboundMo> {
    const opened = open(request, secrets, nowMs);
    if ('refusal' in opened) return opened;
    const { fields } = opened;
    const wrong = checkIds(fields, ['id', 'from', 'to']) ?? checkMo(fields);
    if (wrong !== undefined) return { ok: false, refusal: wrong };
    return { ok: true, items: [moOf(fields)], skipped: [], answer };
  },

  receipt(request, secrets, nowMs): Parsed<InboundReceipt> {
    const opened = open(request, secrets, nowMs);
    if ('refusal' in opened) return opened;
    const { receipts } = opened.fields;
    if (!Array.isArray(receipts)) return refuse('FIELD_MISSING', 'The field "receipts" must be a list.');
    const items: InboundReceipt[] = [];
    const skipped: WebhookRefusal[] = [];
    const only = receipts.length === 1 ? mtIdIn(request.url) : undefined;
    for (const [index, entry] of receipts.entries()) {
      const wrong = checkReceipt(entry);
      if (wrong === undefined) items.push(receiptOf(entry as JsonObject, only));
      else skipped.push({ ...wrong, message: `Receipt ${index}: ${wrong.message}` });
    }
    const [first] = skipped;
    if (items.length === 0 && first !== undefined) return { ok: false, refusal: first };
    return { ok: true, items, skipped, answer };
  },
};

function open(
  request: WebhookRequest,
  secrets: readonly string[],
  nowMs: number,
): Refused | { fields: JsonObject } {
  if (request.method !== 'POST') return refuse('METHOD_NOT_ALLOWED', 'This carrier posts its webhooks.');
  const refused = checkSignature(request, secrets, nowMs);
  if (refused !== undefined) return refused;
  const fields = jsonObject(request.body);
  return fields === undefined
    ? refuse('BODY_MALFORMED', 'The body must be one JSON object in UTF-8.')
    : { fields };
}

function checkMo(fields: JsonObject): WebhookRefusal | undefined {
  if (fields.text === undefined) return refusal('FIELD_MISSING', 'The field "text" is missing.');
  if (typeof fields.text !== 'string') return refusal('FIELD_INVALID', 'The field "text" must be a string.');
  if (fields.part !== undefined && partOf(fields.part) === undefined) {
    return refusal(
      'FIELD_INVALID',
      'The field "part" must be {reference, total, number}, three whole numbers.',
    );
  }
  return checkInstant(fields, 'receivedAt');
}

function partOf(part: unknown): MoPart | undefined {
  if (!isObject(part)) return undefined;
  const { reference, total, number } = part;
  return [reference, total, number].every(Number.isInteger)
    ? { reference: reference as number, total: total as number, number: number as number }
    : undefined;
}

function moOf(fields: JsonObject): InboundMo {
  return {
    carrierMessageId: fields.id as string,
    from: fields.from as string,
    to: fields.to as string,
    text: fields.text as string,
    receivedAt: optionalInstant(fields, 'receivedAt'),
    part: partOf(fields.part),
    debug: fields.debug === true ? true : undefined,
  };
}

function checkReceipt(entry: unknown): WebhookRefusal | undefined {
  if (!isObject(entry)) return refusal('FIELD_INVALID', 'It must be an object.');
  return checkIds(entry, ['id', 'status'], ['reference', 'from', 'to', 'code']) ?? checkInstant(entry, 'at');
}

/** `mtId` is what the callback URL names, which tells only when the post holds a single receipt. */
function receiptOf(entry: JsonObject, mtId: string | undefined): InboundReceipt {
  const carrierCode = optionalId(entry, 'code');
  return {
    carrierMessageId: entry.id as string,
    reference: optionalId(entry, 'reference') ?? mtId,
    to: optionalId(entry, 'to'),
    from: optionalId(entry, 'from'),
    status: statuses.get(entry.status as string) ?? 'unknown',
    code: carrierCode === undefined ? undefined : (simulatorErrors.get(carrierCode) ?? 'UNKNOWN_ERROR'),
    carrierCode: carrierCode?.slice(0, 64),
    at: optionalInstant(entry, 'at'),
  };
}
