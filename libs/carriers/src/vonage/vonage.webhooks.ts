import { checkIds, optionalId } from '../json-body.js';
import { octetsOfHex, textOfOctets } from '../octets.js';
import { plusNumber } from '../plus-number.js';
import { mtIdIn } from '../receipt-url.js';
import { refusal, type Refused } from '../refusals.js';
import { partOf, partOfHeader } from '../user-data-header.js';
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
import { vonageReceiptErrors } from './vonage.errors.js';
import { vonageFields } from './vonage.fields.js';
import { checkVonageSignature, type VonageFields } from './vonage.signature.js';

/** Anything but 200 or 204 lets Vonage send the webhook again, for 24 h. */
const answer: WebhookAnswer = { status: 204 };

/** A receipt's statuses (developer.vonage.com/messaging/sms/guides/delivery-receipts). */
const statuses: ReadonlyMap<string, ReceiptStatus> = new Map([
  // Both from the network behind Vonage: it has the text, and the phone has not.
  ['accepted', 'sent'],
  ['buffered', 'sent'],
  ['delivered', 'delivered'],
  ['expired', 'expired'],
  ['failed', 'undelivered'],
  ['rejected', 'rejected'],
  ['unknown', 'unknown'],
]);

/** Vonage's webhooks: by GET, as a form or as JSON, signed over all parameters. */
export const vonageWebhooks: CarrierWebhooks = {
  mo(request, secrets, nowMs): Parsed<InboundMo> {
    const opened = open(request, secrets, nowMs);
    if ('refusal' in opened) return opened;
    const { fields } = opened;
    const wrong = checkIds(fields, ['messageId', 'msisdn', 'to']) ?? checkContent(fields);
    if (wrong !== undefined) return { ok: false, refusal: wrong };
    return { ok: true, items: [moOf(fields)], skipped: [], answer };
  },

  receipt(request, secrets, nowMs): Parsed<InboundReceipt> {
    const opened = open(request, secrets, nowMs);
    if ('refusal' in opened) return opened;
    const { fields } = opened;
    const wrong = checkIds(fields, ['messageId', 'status'], ['msisdn', 'to', 'err-code', 'client-ref']);
    if (wrong !== undefined) return { ok: false, refusal: wrong };
    return { ok: true, items: [receiptOf(fields, request.url)], skipped: [], answer };
  },
};

function open(
  request: WebhookRequest,
  secrets: readonly string[],
  nowMs: number,
): Refused | { fields: VonageFields } {
  const opened = vonageFields(request);
  if ('refusal' in opened) return opened;
  return checkVonageSignature(opened.fields, mtIdIn(request.url), secrets, nowMs) ?? opened;
}

function checkContent(fields: VonageFields): WebhookRefusal | undefined {
  if (fields.type !== 'binary') {
    return fields.text === undefined ? refusal('FIELD_MISSING', 'The field "text" is missing.') : undefined;
  }
  if (fields.data === undefined) return refusal('FIELD_MISSING', 'The field "data" is missing.');
  const isHex = octetsOfHex(fields.data) !== undefined && octetsOfHex(fields.udh ?? '') !== undefined;
  return isHex ? undefined : refusal('FIELD_INVALID', 'The fields "data" and "udh" must be hex.');
}

function moOf(fields: VonageFields): InboundMo {
  const isBinary = fields.type === 'binary';
  return {
    carrierMessageId: fields.messageId!,
    from: plusNumber(fields.msisdn!),
    to: fields.to!,
    text: isBinary ? textOfOctets(octetsOfHex(fields.data!)!) : fields.text!,
    receivedAt: pushedAt(fields['message-timestamp']),
    encoding: fields.type === 'unicode' ? 'ucs2' : fields.type === 'text' ? 'gsm7' : undefined,
    part: partIn(fields),
  };
}

/** Vonage does not put parts together; it names them, and a binary text's header does. */
function partIn(fields: VonageFields): MoPart | undefined {
  if (fields.concat === 'true') {
    const [reference, total, number] = ['concat-ref', 'concat-total', 'concat-part'].map((name) =>
      Number(fields[name] || Number.NaN),
    );
    return partOf(reference, total, number);
  }
  return fields.udh === undefined ? undefined : partOfHeader(octetsOfHex(fields.udh) ?? Buffer.alloc(0));
}

/** `2026-11-20 15:00:00`, in UTC; some accounts have it percent-encoded or with a plus sign for the space. */
function pushedAt(written: string | undefined): number | undefined {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)[ +T](\d\d:\d\d:\d\d)/.exec(written ?? '') ?? [];
  const ms = Date.parse(`${day}T${time}Z`);
  return ms >= 0 ? ms : undefined;
}

/** Our id comes back as `client-ref`, which is signed; the callback URL names it too. */
function receiptOf(fields: VonageFields, url: string): InboundReceipt {
  const written = optionalId(fields, 'err-code')?.slice(0, 64);
  const carrierCode = written === '0' ? undefined : written;
  const code =
    carrierCode === undefined ? undefined : (vonageReceiptErrors.get(carrierCode) ?? 'UNKNOWN_ERROR');
  const to = optionalId(fields, 'msisdn');
  return {
    carrierMessageId: fields.messageId,
    reference: optionalId(fields, 'client-ref') ?? mtIdIn(url),
    // `to` is whom a reply would go to: our number.
    to: to === undefined ? undefined : plusNumber(to),
    from: optionalId(fields, 'to'),
    status: statuses.get(fields.status!) ?? 'unknown',
    code,
    carrierCode,
    at: pushedAt(fields['message-timestamp']),
  };
}
