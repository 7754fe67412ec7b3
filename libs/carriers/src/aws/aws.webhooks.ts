import { isoInstant } from '../iso-instant.js';
import { checkIds, checkInstant, isObject, jsonObject, optionalId, optionalInstant } from '../json-body.js';
import { refuse, type Refused } from '../refusals.js';
import type {
  CarrierWebhooks,
  InboundMo,
  InboundReceipt,
  Parsed,
  WebhookAnswer,
  WebhookRequest,
} from '../webhook.port.js';
import { awsErrors } from './aws.errors.js';
import { awsReceiptStatus } from './aws.statuses.js';
import { pinnedConfirmation } from './sns.addresses.js';
import { neededCertificate, snsEnvelope, type SnsEnvelope } from './sns.envelope.js';
import { checkSns } from './sns.signature.js';

const answer: WebhookAnswer = { status: 200 };

/** The key of our MT id in the `Context` of a send, which events give back. */
export const contextKey = 'parleyMt';

/**
 * AWS End User Messaging SMS by SNS (docs.aws.amazon.com/sms-voice, "Two-way SMS messaging" and "Messaging
 * events"): two topics, one for texts and one for events, each with an https subscription without raw delivery.
 */
export const awsWebhooks: CarrierWebhooks = {
  needs: ({ body }, topics) => neededCertificate(body, topics),

  mo(request, topics, nowMs, certificate) {
    return open(request, topics, nowMs, certificate, moOf);
  },

  receipt(request, topics, nowMs, certificate) {
    return open(request, topics, nowMs, certificate, receiptOf);
  },
};

type Read<T> = (message: Buffer, envelope: SnsEnvelope) => { item: T } | Refused;

function open<T>(
  request: WebhookRequest,
  topics: readonly string[],
  nowMs: number,
  certificate: string | undefined,
  read: Read<T>,
): Parsed<T> {
  if (request.method !== 'POST') return refuse('METHOD_NOT_ALLOWED', 'SNS posts its messages.');
  const given = snsEnvelope(request.body);
  if (given === undefined) return refuse('BODY_MALFORMED', 'The body must be a message of SNS.');
  const refused = checkSns(given, topics, nowMs, certificate);
  if (refused !== undefined) return refused;
  const { envelope } = given;
  if (envelope.type === 'SubscriptionConfirmation') return confirmed(envelope);
  if (envelope.type === 'UnsubscribeConfirmation') {
    return refuse('SUBSCRIPTION_ENDED', 'The topic sends nothing more here; subscribe this address again.');
  }
  const taken = read(Buffer.from(envelope.message, 'utf8'), envelope);
  return 'item' in taken ? { ok: true, items: [taken.item], skipped: [], answer } : taken;
}

function confirmed<T>({ subscribeUrl, topicArn }: SnsEnvelope): Parsed<T> {
  const confirm = pinnedConfirmation(subscribeUrl, topicArn);
  return confirm === undefined
    ? refuse('FIELD_INVALID', "The SubscribeURL is not at the topic's own SNS.")
    : { ok: true, items: [], skipped: [], answer, confirm };
}

function moOf(message: Buffer, envelope: SnsEnvelope): { item: InboundMo } | Refused {
  const fields = jsonObject(message);
  if (fields === undefined) return refuse('BODY_MALFORMED', 'The field "Message" must hold a JSON object.');
  const wrong = checkIds(fields, ['inboundMessageId', 'originationNumber', 'destinationNumber']);
  if (wrong !== undefined) return { ok: false, refusal: wrong };
  if (typeof fields.messageBody !== 'string') {
    return refuse('FIELD_MISSING', 'The field "messageBody" is missing.');
  }
  const item: InboundMo = {
    carrierMessageId: fields.inboundMessageId as string,
    from: fields.originationNumber as string,
    to: fields.destinationNumber as string,
    text: fields.messageBody,
    receivedAt: isoInstant(envelope.timestamp),
  };
  return { item };
}

function receiptOf(message: Buffer): { item: InboundReceipt } | Refused {
  const fields = jsonObject(message);
  if (fields === undefined) return refuse('BODY_MALFORMED', 'The field "Message" must hold a JSON object.');
  const optional = ['originationPhoneNumber', 'destinationPhoneNumber', 'messageStatus'];
  const wrong =
    checkIds(fields, ['eventType', 'messageId'], optional) ?? checkInstant(fields, 'eventTimestamp');
  if (wrong !== undefined) return { ok: false, refusal: wrong };
  const status = awsReceiptStatus(fields.eventType as string);
  const went = status === 'accepted' || status === 'sent' || status === 'delivered';
  const carrierCode = went ? undefined : optionalId(fields, 'messageStatus')?.slice(0, 64);
  const context = isObject(fields.context) ? fields.context : {};
  const item: InboundReceipt = {
    carrierMessageId: fields.messageId as string,
    reference: optionalId(context, contextKey),
    to: optionalId(fields, 'destinationPhoneNumber'),
    from: optionalId(fields, 'originationPhoneNumber'),
    status,
    code: carrierCode === undefined ? undefined : (awsErrors.get(carrierCode) ?? 'UNKNOWN_ERROR'),
    carrierCode,
    at: optionalInstant(fields, 'eventTimestamp'),
  };
  return { item };
}
