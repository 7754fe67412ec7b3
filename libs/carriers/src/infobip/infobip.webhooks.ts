import { isoInstant } from '../iso-instant.js';
import { checkIds, jsonObject, optionalId, type JsonObject } from '../json-body.js';
import { plusNumber } from '../plus-number.js';
import { mtIdIn } from '../receipt-url.js';
import { refuse, type Refused } from '../refusals.js';
import { readEntries } from '../webhook-entries.js';
import type {
  CarrierWebhooks,
  InboundMo,
  InboundReceipt,
  Parsed,
  WebhookAnswer,
  WebhookRequest,
} from '../webhook.port.js';
import { infobipErrors } from './infobip.errors.js';
import { checkInfobipProof } from './infobip.proof.js';
import { infobipName, infobipReceiptStatus } from './infobip.statuses.js';

const answer: WebhookAnswer = { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' };

/**
 * Infobip's webhooks: `{results: [...]}`, up to 100 in one post
 * (infobip.com/docs/api/channels/sms/inbound-sms/receive-inbound-sms-messages and …/receive-outbound-sms-…).
 */
export const infobipWebhooks: CarrierWebhooks = {
  mo(request, secrets): Parsed<InboundMo> {
    const opened = open(request, secrets);
    return 'refusal' in opened ? opened : readEntries(opened.results, answer, moOf);
  },

  receipt(request, secrets): Parsed<InboundReceipt> {
    const opened = open(request, secrets);
    if ('refusal' in opened) return opened;
    // The address tells whose receipt it is only where it comes alone.
    const only = opened.results.length === 1 ? mtIdIn(request.url) : undefined;
    return readEntries(opened.results, answer, (entry) => receiptOf(entry, only));
  },
};

function open(request: WebhookRequest, secrets: readonly string[]): Refused | { results: unknown[] } {
  if (request.method !== 'POST') return refuse('METHOD_NOT_ALLOWED', 'Infobip posts its webhooks.');
  const refused = checkInfobipProof(request, secrets);
  if (refused !== undefined) return refused;
  const results = jsonObject(request.body)?.results;
  return Array.isArray(results)
    ? { results }
    : refuse('BODY_MALFORMED', 'The body must be a JSON object in UTF-8 with a list "results".');
}

function moOf(entry: JsonObject): Refused | { item: InboundMo } {
  const wrong = checkIds(entry, ['messageId', 'from', 'to']);
  if (wrong !== undefined) return { ok: false, refusal: wrong };
  // `cleanText` lacks the keyword, which is what matters here.
  const { text, smsCount } = entry;
  if (text === undefined || text === null) return refuse('FIELD_MISSING', 'The field "text" is missing.');
  if (typeof text !== 'string') return refuse('FIELD_INVALID', 'The field "text" must be a string.');
  const item: InboundMo = {
    carrierMessageId: entry.messageId as string,
    from: plusNumber(entry.from as string),
    to: entry.to as string,
    text,
    receivedAt: isoInstant(entry.receivedAt),
    segments: Number.isInteger(smsCount) && (smsCount as number) > 0 ? (smsCount as number) : undefined,
  };
  return { item };
}

/** Our id comes back as `callbackData`. */
function receiptOf(entry: JsonObject, mtId: string | undefined): Refused | { item: InboundReceipt } {
  const wrong = checkIds(entry, ['messageId', 'to'], ['from', 'sender', 'callbackData']);
  if (wrong !== undefined) return { ok: false, refusal: wrong };
  if (entry.status === undefined || entry.status === null) {
    return refuse('FIELD_MISSING', 'The field "status" is missing.');
  }
  const status = infobipReceiptStatus(entry.status);
  const carrierCode = codeOf(entry, status);
  const item: InboundReceipt = {
    carrierMessageId: entry.messageId as string,
    reference: optionalId(entry, 'callbackData') ?? mtId,
    to: plusNumber(entry.to as string),
    from: optionalId(entry, 'from') ?? optionalId(entry, 'sender'),
    status,
    code: carrierCode === undefined ? undefined : (infobipErrors.get(carrierCode) ?? 'UNKNOWN_ERROR'),
    carrierCode,
    at: isoInstant(entry.doneAt),
  };
  return { item };
}

const failures: ReadonlySet<string> = new Set(['undelivered', 'expired', 'rejected']);

/** The error's name; where there is none, that of a status that is a failure says why. */
function codeOf(entry: JsonObject, status: string): string | undefined {
  const error = infobipName(entry.error);
  if (error !== undefined && error !== 'NO_ERROR') return error;
  return failures.has(status) ? infobipName(entry.status) : undefined;
}
