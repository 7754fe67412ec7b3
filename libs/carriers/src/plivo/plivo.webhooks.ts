import { checkIds, optionalId, type JsonObject } from '../json-body.js';
import { plusNumber } from '../plus-number.js';
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
import { plivoErrors } from './plivo.errors.js';
import { checkPlivoSignature } from './plivo.signature.js';
import { plivoReceiptStatus } from './plivo.statuses.js';

/** Empty Plivo XML: "no reply of yours, I send my own". */
const moAnswer: WebhookAnswer = { status: 200, headers: { 'content-type': 'text/xml' }, body: '<Response/>' };
const receiptAnswer: WebhookAnswer = { status: 200 };

/**
 * Plivo's webhooks (plivo.com/docs/messaging/api/message/inbound-messages and message-status-callbacks): a form,
 * or a query where the application says GET. Numbers come without a plus.
 */
export const plivoWebhooks: CarrierWebhooks = {
  mo(request, authTokens): Parsed<InboundMo> {
    const opened = open(request, authTokens);
    if ('refusal' in opened) return opened;
    const { fields } = opened;
    const wrong = checkIds(fields, ['MessageUUID', 'From', 'To']);
    if (wrong !== undefined) return { ok: false, refusal: wrong };
    const media = mediaOf(fields);
    if (fields.Text === undefined && media.length === 0) {
      return refuse('FIELD_MISSING', 'The field "Text" is missing.');
    }
    return { ok: true, items: [moOf(fields, media)], skipped: [], answer: moAnswer };
  },

  receipt(request, authTokens): Parsed<InboundReceipt> {
    const opened = open(request, authTokens);
    if ('refusal' in opened) return opened;
    const { fields } = opened;
    const wrong = checkIds(fields, ['MessageUUID', 'Status'], ['From', 'To', 'ErrorCode']);
    if (wrong !== undefined) return { ok: false, refusal: wrong };
    return { ok: true, items: [receiptOf(fields, request.url)], skipped: [], answer: receiptAnswer };
  },
};

function open(request: WebhookRequest, authTokens: readonly string[]): Refused | { fields: JsonObject } {
  if (request.method === 'GET') {
    const refused = checkPlivoSignature(request, [], authTokens);
    if (refused !== undefined) return refused;
    const query = request.url.indexOf('?');
    if (query < 0) return refuse('BODY_MALFORMED', 'The fields must stand in the query.');
    return { fields: Object.fromEntries(new URLSearchParams(request.url.slice(query + 1))) };
  }
  if (request.method !== 'POST') {
    return refuse('METHOD_NOT_ALLOWED', 'Set the webhook to POST or GET in the Plivo console.');
  }
  const type = request.headers['content-type']?.toLowerCase() ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    return refuse('BODY_MALFORMED', 'The body must be a form (application/x-www-form-urlencoded).');
  }
  const form = new URLSearchParams(request.body.toString('utf8'));
  return checkPlivoSignature(request, form, authTokens) ?? { fields: Object.fromEntries(form) };
}

function moOf(fields: JsonObject, media: string[]): InboundMo {
  const segments = Number(fields.Units);
  return {
    carrierMessageId: fields.MessageUUID as string,
    from: plusNumber(fields.From as string),
    to: plusNumber(fields.To as string),
    text: (fields.Text as string | undefined) ?? '',
    segments: Number.isInteger(segments) && segments > 0 ? segments : undefined,
    media: media.length > 0 ? media : undefined,
  };
}

/** An MMS has `Media0`, `Media1`, … up to 10. */
function mediaOf(fields: JsonObject): string[] {
  const media: string[] = [];
  for (let index = 0; index < 10; index++) {
    const url = fields[`Media${index}`];
    if (typeof url === 'string' && URL.canParse(url)) media.push(url);
  }
  return media;
}

function receiptOf(fields: JsonObject, url: string): InboundReceipt {
  const said = optionalId(fields, 'ErrorCode')?.slice(0, 64);
  // "000" stands for success.
  const carrierCode = said === '000' ? undefined : said;
  const code = carrierCode === undefined ? undefined : (plivoErrors.get(carrierCode) ?? 'UNKNOWN_ERROR');
  const to = optionalId(fields, 'To');
  const from = optionalId(fields, 'From');
  return {
    carrierMessageId: fields.MessageUUID as string,
    reference: mtIdIn(url),
    to: to === undefined ? undefined : plusNumber(to),
    from: from === undefined ? undefined : plusNumber(from),
    status: plivoReceiptStatus(fields.Status as string, code),
    code,
    carrierCode,
  };
}
