import { checkBasicAuth } from '../basic-auth.js';
import { isoInstant } from '../iso-instant.js';
import { checkIds, isObject, optionalId, type JsonObject } from '../json-body.js';
import { mtIdIn } from '../receipt-url.js';
import { refuse, type Refused } from '../refusals.js';
import { jsonValue, readEntries } from '../webhook-entries.js';
import type {
  CarrierWebhooks,
  InboundMo,
  InboundReceipt,
  ReceiptStatus,
  WebhookAnswer,
  WebhookRequest,
} from '../webhook.port.js';
import { bandwidthErrors } from './bandwidth.errors.js';

const answer: WebhookAnswer = { status: 204 };

/** The types of status callbacks; `message-read` comes from RCS alone, and what was read was delivered. */
const statuses: ReadonlyMap<string, ReceiptStatus> = new Map([
  ['message-sending', 'accepted'],
  ['message-sent', 'sent'],
  ['message-delivered', 'delivered'],
  ['message-read', 'delivered'],
  ['message-failed', 'undelivered'],
]);

/**
 * Bandwidth's callbacks (dev.bandwidth.com/docs/messaging/webhooks): a JSON list, with the Basic credentials of
 * the application. Nothing is signed. Any 2xx within 10 s ends it; else it comes again for 24 hours.
 */
export const bandwidthWebhooks: CarrierWebhooks = {
  mo(request, credentials) {
    const opened = open(request, credentials);
    return 'refusal' in opened ? opened : readEntries(opened.entries, answer, readMo);
  },

  receipt(request, credentials) {
    const opened = open(request, credentials);
    if ('refusal' in opened) return opened;
    const only = opened.entries.length === 1 ? mtIdIn(request.url) : undefined;
    return readEntries(opened.entries, answer, (entry) => readReceipt(entry, only));
  },
};

function open(request: WebhookRequest, credentials: readonly string[]): Refused | { entries: unknown[] } {
  if (request.method !== 'POST') return refuse('METHOD_NOT_ALLOWED', 'Bandwidth posts its callbacks.');
  const refused = checkBasicAuth(request, credentials);
  if (refused !== undefined) return refused;
  const entries = jsonValue(request.body);
  return Array.isArray(entries) ? { entries } : refuse('BODY_MALFORMED', 'The body must be a JSON list.');
}

function readMo(entry: JsonObject): { item: InboundMo } | Refused {
  const wrong = checkIds(entry, ['type', 'to']);
  if (wrong !== undefined) return { ok: false, refusal: wrong };
  if (entry.type !== 'message-received') {
    return refuse('FIELD_INVALID', "It is no message-received; give status callbacks the receipts' address.");
  }
  const opened = messageOf(entry, ['id', 'from']);
  if ('refusal' in opened) return opened;
  const { message } = opened;
  const media = Array.isArray(message.media) ? message.media.filter(isAddress) : [];
  if (typeof message.text !== 'string' && media.length === 0) {
    return refuse('FIELD_MISSING', 'The field "message.text" is missing.');
  }
  const segments = message.segmentCount;
  const item: InboundMo = {
    carrierMessageId: message.id as string,
    from: message.from as string,
    to: entry.to as string,
    text: typeof message.text === 'string' ? message.text : '',
    receivedAt: isoInstant(message.time) ?? isoInstant(entry.time),
    segments: Number.isInteger(segments) && (segments as number) > 0 ? (segments as number) : undefined,
    media: media.length > 0 ? media : undefined,
  };
  return { item };
}

/** `mtId` is what the callback's address names, for applications whose address was made for one text. */
function readReceipt(entry: JsonObject, mtId: string | undefined): { item: InboundReceipt } | Refused {
  const wrong = checkIds(entry, ['type'], ['to']);
  if (wrong !== undefined) return { ok: false, refusal: wrong };
  if (entry.type === 'message-received') {
    return refuse('FIELD_INVALID', "It is a message-received; give inbound callbacks the MOs' address.");
  }
  const opened = messageOf(entry, ['id'], ['from', 'tag']);
  if ('refusal' in opened) return opened;
  const { message } = opened;
  const carrierCode = codeOf(entry.errorCode);
  const known = statuses.get(entry.type as string) ?? 'unknown';
  const code = carrierCode === undefined ? undefined : (bandwidthErrors.get(carrierCode) ?? 'UNKNOWN_ERROR');
  const item: InboundReceipt = {
    carrierMessageId: message.id as string,
    reference: optionalId(message, 'tag') ?? mtId,
    to: optionalId(entry, 'to'),
    from: optionalId(message, 'from'),
    status: known === 'undelivered' ? failedStatus(code, carrierCode) : known,
    code,
    carrierCode,
    at: isoInstant(entry.time),
  };
  return { item };
}

function failedStatus(code: string | undefined, carrierCode: string | undefined): ReceiptStatus {
  if (code === 'EXPIRED') return 'expired';
  // The network said nothing in time, which does not mean that the text did not arrive.
  if (carrierCode === '9902') return 'unknown';
  return 'undelivered';
}

function messageOf(
  entry: JsonObject,
  required: readonly string[],
  optional?: readonly string[],
): { message: JsonObject } | Refused {
  if (!isObject(entry.message)) return refuse('FIELD_MISSING', 'The field "message" must be an object.');
  const wrong = checkIds(entry.message, required, optional);
  return wrong === undefined ? { message: entry.message } : { ok: false, refusal: wrong };
}

function codeOf(value: unknown): string | undefined {
  const code = typeof value === 'number' ? String(value) : value;
  return typeof code === 'string' && code.length > 0 ? code.slice(0, 64) : undefined;
}

function isAddress(value: unknown): value is string {
  return typeof value === 'string' && URL.canParse(value);
}
