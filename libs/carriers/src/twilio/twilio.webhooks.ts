import { checkIds, jsonObject, optionalId, type JsonObject } from '../json-body.js';
import { mtIdIn } from '../receipt-url.js';
import { refuse, type Refused } from '../refusals.js';
import type {
  CarrierWebhooks,
  InboundMo,
  InboundReceipt,
  Parsed,
  WebhookAnswer,
  WebhookRequest,
} from '../webhook.port.js';
import { twilioErrors } from './twilio.errors.js';
import { checkBodyHash, checkTwilioSignature } from './twilio.signature.js';
import { twilioReceiptStatus } from './twilio.statuses.js';

/** Empty TwiML: "no reply of yours, I send my own" (twilio.com/docs/messaging/twiml). */
const moAnswer: WebhookAnswer = { status: 200, headers: { 'content-type': 'text/xml' }, body: '<Response/>' };
const receiptAnswer: WebhookAnswer = { status: 204 };

/**
 * Twilio's webhooks (twilio.com/docs/messaging/guides/webhook-request): form-encoded, or JSON with the body's
 * hash in the signed URL.
 */
export const twilioWebhooks: CarrierWebhooks = {
  mo(request, secrets): Parsed<InboundMo> {
    const opened = open(request, secrets);
    if ('refusal' in opened) return opened;
    const { fields } = opened;
    const wrong = checkIds(fields, ['MessageSid', 'From', 'To']);
    if (wrong !== undefined) return { ok: false, refusal: wrong };
    if (typeof fields.Body !== 'string') return refuse('FIELD_MISSING', 'The field "Body" is missing.');
    return { ok: true, items: [moOf(fields, fields.Body)], skipped: [], answer: moAnswer };
  },

  receipt(request, secrets): Parsed<InboundReceipt> {
    const opened = open(request, secrets);
    if ('refusal' in opened) return opened;
    const { fields } = opened;
    const wrong = checkIds(fields, ['MessageSid', 'MessageStatus'], ['From', 'To', 'ErrorCode']);
    if (wrong !== undefined) return { ok: false, refusal: wrong };
    return { ok: true, items: [receiptOf(fields, request.url)], skipped: [], answer: receiptAnswer };
  },
};

function open(request: WebhookRequest, authTokens: readonly string[]): Refused | { fields: JsonObject } {
  if (request.method !== 'POST') {
    return refuse('METHOD_NOT_ALLOWED', 'Set the webhook to HTTP POST in the Twilio console.');
  }
  const type = request.headers['content-type']?.toLowerCase() ?? '';
  if (type.startsWith('application/json')) return openJson(request, authTokens);
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    return refuse('BODY_MALFORMED', 'The body must be a form (application/x-www-form-urlencoded) or JSON.');
  }
  const form = new URLSearchParams(request.body.toString('utf8'));
  return checkTwilioSignature(request, form, authTokens) ?? { fields: Object.fromEntries(form) };
}

function openJson(request: WebhookRequest, authTokens: readonly string[]): Refused | { fields: JsonObject } {
  const refused = checkTwilioSignature(request, [], authTokens) ?? checkBodyHash(request);
  if (refused !== undefined) return refused;
  const fields = jsonObject(request.body);
  return fields === undefined
    ? refuse('BODY_MALFORMED', 'The body must be one JSON object in UTF-8.')
    : { fields };
}

function moOf(fields: JsonObject, text: string): InboundMo {
  const segments = Number(fields.NumSegments);
  const media = mediaOf(fields);
  return {
    carrierMessageId: fields.MessageSid as string,
    from: fields.From as string,
    to: fields.To as string,
    text,
    segments: Number.isInteger(segments) && segments > 0 ? segments : undefined,
    media: media.length > 0 ? media : undefined,
  };
}

/** An MMS holds at most 10 media (twilio.com/docs/messaging/api/media-resource). */
function mediaOf(fields: JsonObject): string[] {
  const count = Math.min(Number(fields.NumMedia) || 0, 10);
  const media: string[] = [];
  for (let index = 0; index < count; index++) {
    const url = fields[`MediaUrl${index}`];
    if (typeof url === 'string' && URL.canParse(url)) media.push(url);
  }
  return media;
}

function receiptOf(fields: JsonObject, url: string): InboundReceipt {
  const carrierCode = optionalId(fields, 'ErrorCode')?.slice(0, 64);
  const code = carrierCode === undefined ? undefined : (twilioErrors.get(carrierCode) ?? 'UNKNOWN_ERROR');
  return {
    carrierMessageId: fields.MessageSid as string,
    reference: mtIdIn(url),
    to: optionalId(fields, 'To'),
    from: optionalId(fields, 'From'),
    status: twilioReceiptStatus(fields.MessageStatus as string, code),
    code,
    carrierCode,
  };
}
