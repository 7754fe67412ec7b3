import type { InboundMo, InboundReceipt, MoPart } from '../webhook.port.js';
import { decodeText } from './data-coding.js';
import { canonicalId } from './message-id.js';
import { tags, type Address, type MessageBody, type Tlvs } from './pdu.js';
import { readReceipt, receiptCode } from './receipt-text.js';
import type { SmppSettings } from './smpp.account.js';
import { readUserData, validPart, type UserData } from './user-data-header.js';

/** A deliver_sm, read: a text from a person, a receipt, or neither. */
export type Inbound =
  | { readonly kind: 'mo'; readonly mo: Omit<InboundMo, 'carrierMessageId'> }
  | { readonly kind: 'receipt'; readonly receipt: InboundReceipt }
  | { readonly kind: 'unreadable'; readonly reason: 'BINARY' | 'MESSAGE_TYPE' };

export type InboundSettings = Pick<
  SmppSettings,
  'alphabet' | 'numbers' | 'receiptNames' | 'idsInAnswers' | 'idsInReceipts' | 'idsInTlvs'
>;

const UDHI = 0x40;
const NO_TLVS: Tlvs = new Map();
/** esm_class, bits 5–2 (SMPP 3.4 §5.2.12): the message's type. */
const MESSAGE_TYPE = 0x3c;
const MO = 0x00;
const RECEIPT = 0x04;
const INTERMEDIATE_NOTIFICATION = 0x20;

/** Reads a deliver_sm. Pure; never throws, whatever the octets. */
export function readDelivery(message: MessageBody, settings: InboundSettings): Inbound {
  const type = message.esmClass & MESSAGE_TYPE;
  const tlvs = message.tlvs ?? NO_TLVS;
  const named = tlvs.has(tags.receiptedMessageId) && tlvs.has(tags.messageState);
  if (type === RECEIPT || type === INTERMEDIATE_NOTIFICATION || named)
    return receiptOf(message, tlvs, settings);
  if (type !== MO) return { kind: 'unreadable', reason: 'MESSAGE_TYPE' };
  const data = userData(message, tlvs);
  const decoded = decodeText(data.octets, message.dataCoding, settings.alphabet, data.headerLength);
  if (decoded === undefined) return { kind: 'unreadable', reason: 'BINARY' };
  return {
    kind: 'mo',
    mo: {
      from: numberOf(message.source, settings),
      to: numberOf(message.dest, settings),
      text: decoded.text,
      encoding: decoded.encoding,
      part: data.part ?? sarPart(tlvs),
    },
  };
}

/** Which part of a longer text a message is, by its header or its sar TLVs. */
export function partOf(message: MessageBody): MoPart | undefined {
  const tlvs = message.tlvs ?? NO_TLVS;
  return userData(message, tlvs).part ?? sarPart(tlvs);
}

function receiptOf(message: MessageBody, tlvs: Tlvs, settings: InboundSettings): Inbound {
  const { octets } = userData(message, tlvs);
  const words = readReceipt(Buffer.from(octets).toString('latin1'), tlvs);
  const { idsInAnswers, idsInReceipts, idsInTlvs = idsInAnswers } = settings;
  const [whose, ours] =
    settings.receiptNames === 'subscriber' ? [message.source, message.dest] : [message.dest, message.source];
  return {
    kind: 'receipt',
    receipt: {
      carrierMessageId: canonicalId(words.tlvId, idsInTlvs) ?? canonicalId(words.id, idsInReceipts),
      to: numberOf(whose, settings),
      from: numberOf(ours, settings),
      status: words.status,
      code: receiptCode(words),
      carrierCode: words.error,
    },
  };
}

/** The octets of a message, wherever it has them: `message_payload` goes first, as only one may be there (§5.3.2.32). */
function userData(message: MessageBody, tlvs: Tlvs): UserData {
  const payload = tlvs.get(tags.messagePayload);
  const octets = payload !== undefined && payload.length > 0 ? payload : message.shortMessage;
  return (message.esmClass & UDHI) === 0 ? { headerLength: 0, octets } : readUserData(octets);
}

function sarPart(tlvs: Tlvs): MoPart | undefined {
  const reference = tlvs.get(tags.sarMsgRefNum);
  const total = tlvs.get(tags.sarTotalSegments)?.[0];
  const number = tlvs.get(tags.sarSegmentSeqnum)?.[0];
  if (reference?.length !== 2 || total === undefined || number === undefined) return undefined;
  return validPart((reference[0]! << 8) | reference[1]!, total, number);
}

const INTERNATIONAL = 1;
const DIGITS = /^\d{8,15}$/;

/** An international number gets its plus sign back; what else it is, ingest finds out. */
function numberOf({ ton, address }: Address, { numbers }: InboundSettings): string {
  return (ton === INTERNATIONAL || numbers === 'international') && DIGITS.test(address)
    ? `+${address}`
    : address;
}
