import type { MoReceived } from '@parley/contracts';
import { normalizeNumber, normalizeSender, normalizeText } from '@parley/sms';
import type { CarrierMo, CarrierPart } from './carrier-item.js';
import { isCleanReference } from './carrier-reference.js';
import { carrierTime } from './carrier-time.js';
import { refused, type Mapped } from './refusal.js';
import type { AddressOfOurs, Senders } from './senders.js';

/** What mo.received takes, in UTF-16 code units: more than any phone sends. */
export const LONGEST_TEXT = 4096;
/** 3GPP TS 23.040 §9.2.3.24.1: a concatenated text has at most 255 parts. */
const MOST_SEGMENTS = 255;
/** A reference has 8 bits, or 16 (§9.2.3.24.8). */
const WIDEST_REFERENCE = 65_535;
const MOST_MEDIA = 10;

/**
 * Makes the event of a carrier's MO: sender and subscriber in their one form, the text composed (NFC). What comes to a
 * number of a pool is for the pool.
 * The sender has to be ours at this carrier, or one carrier's credentials would speak for another's numbers.
 */
export function moReceivedFrom(
  mo: CarrierMo,
  carrier: string,
  senders: Senders,
  nowMs: number,
): Mapped<MoReceived> {
  const sender = normalizeSender(mo.to);
  if (!sender.ok) return refused(400, sender.code, sender.message);
  const configured = senders.get(sender.sender);
  if (!configured || !isAt(configured, carrier)) return SENDER_UNKNOWN;
  const number = normalizeNumber(mo.from, configured.country);
  if (!number.ok) return refused(400, number.code, number.message);
  if (!isCleanReference(mo.carrierMessageId)) return ID_INVALID;
  const text = normalizeText(mo.text);
  if (text.length > LONGEST_TEXT) return TEXT_TOO_LONG;
  const data: MoReceived = {
    subscriber: number.e164,
    sender: configured.pool ?? sender.sender,
    text,
    carrier,
    carrierMessageId: mo.carrierMessageId,
    receivedAt: carrierTime(mo.receivedAt, nowMs),
    encoding: mo.encoding,
    segments: isSegmentCount(mo.segments) ? mo.segments : undefined,
    media: mo.media?.slice(0, MOST_MEDIA),
    number: configured.pool === undefined ? undefined : sender.sender,
  };
  return {
    ok: true,
    name: `mo/${mo.carrierMessageId}`,
    debug: mo.debug === true,
    data,
    ...(isPart(mo.part) && { part: { ...mo.part, text: mo.text, mo: data } }),
  };
}

/** Whether a sender's texts come by this carrier: by any of them, where it has several. */
function isAt(sender: AddressOfOurs, carrier: string): boolean {
  return sender.carriers?.some((each) => each.carrier === carrier) ?? sender.carrier === carrier;
}

/** A part of one, or one beyond the last, is a text by itself. */
function isPart(part: CarrierPart | undefined): part is CarrierPart {
  if (part === undefined || ![part.reference, part.total, part.number].every(Number.isInteger)) return false;
  const { reference, total, number } = part;
  const referenced = reference >= 0 && reference <= WIDEST_REFERENCE;
  return referenced && total > 1 && total <= MOST_SEGMENTS && number >= 1 && number <= total;
}

function isSegmentCount(segments: number | undefined): boolean {
  return Number.isInteger(segments) && segments! > 0 && segments! <= MOST_SEGMENTS;
}

const SENDER_UNKNOWN = refused(
  404,
  'SENDER_UNKNOWN',
  'The text is for a sender that parley.yaml does not give to this carrier; add it there, or correct the webhook.',
);
const ID_INVALID = refused(
  400,
  'FIELD_INVALID',
  "The carrier's message id holds control characters; send a printable one.",
);
const TEXT_TOO_LONG = refused(
  400,
  'TEXT_TOO_LONG',
  `The text has more than ${LONGEST_TEXT} characters; send it in parts.`,
);
