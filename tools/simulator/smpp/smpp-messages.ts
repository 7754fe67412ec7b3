import {
  concatHeader,
  encodeText,
  encodingOf,
  splitText,
  tags,
  type Address,
  type MessageBody,
  type MoPart,
} from '@parley/carriers';
import type { MagicError } from '../magic-numbers.js';
import { spellId, type SmppHabits } from './smpp.options.js';

const RECEIPT = 0x04;
const UDHI = 0x40;
const NO_OCTETS = new Uint8Array(0);

/** An SMSC's address: a short code as it is, a number international without its plus. */
function addressOf(number: string): Address {
  if (number.startsWith('+')) return { ton: 1, npi: 1, address: number.slice(1) };
  return { ton: 3, npi: 0, address: number };
}

function deliverSm(
  from: string,
  to: string,
  rest: Pick<MessageBody, 'esmClass' | 'dataCoding' | 'shortMessage' | 'tlvs'>,
): MessageBody {
  return {
    command: 'deliver_sm',
    serviceType: '',
    source: addressOf(from),
    dest: addressOf(to),
    protocolId: 0,
    priority: 0,
    scheduleAt: '',
    validity: '',
    registeredDelivery: 0,
    replaceIfPresent: 0,
    defaultMessageId: 0,
    ...rest,
  };
}

/** A phone's text as the SMSC hands it over, in as many deliver_sm as it needs. */
export function moMessages(
  from: string,
  to: string,
  text: string,
  reference: number,
  habits: SmppHabits,
): MessageBody[] {
  const encoding = encodingOf(text);
  const texts = splitText(text, encoding);
  const { longTexts } = habits;
  if (texts.length === 1 || longTexts === 'payload') {
    const { dataCoding, octets } = encodeText(text, encoding, 'gsm7', 0);
    const whole = { esmClass: 0, dataCoding };
    return texts.length === 1
      ? [deliverSm(from, to, { ...whole, shortMessage: octets })]
      : [
          deliverSm(from, to, {
            ...whole,
            shortMessage: NO_OCTETS,
            tlvs: new Map([[tags.messagePayload, octets]]),
          }),
        ];
  }
  return texts.map((part, index) => {
    const place = { reference: reference & 0xff, total: texts.length, number: index + 1 };
    const { dataCoding, octets } = encodeText(part, encoding, 'gsm7', longTexts === 'udh' ? 6 : 0);
    return longTexts === 'udh'
      ? deliverSm(from, to, {
          esmClass: UDHI,
          dataCoding,
          shortMessage: Buffer.concat([concatHeader(place), octets]),
        })
      : deliverSm(from, to, { esmClass: 0, dataCoding, shortMessage: octets, tlvs: sarTlvs(place) });
  });
}

function sarTlvs({ reference, total, number }: MoPart): ReadonlyMap<number, Uint8Array> {
  return new Map([
    [tags.sarMsgRefNum, Uint8Array.of(0, reference)],
    [tags.sarTotalSegments, Uint8Array.of(total)],
    [tags.sarSegmentSeqnum, Uint8Array.of(number)],
  ]);
}

/** A message that was taken, as its receipts tell of it. */
export interface TakenMessage {
  readonly id: bigint;
  /** Our sender. */
  readonly from: string;
  /** The phone. */
  readonly to: string;
  readonly text: string;
  readonly takenMs: number;
  readonly undeliverable?: MagicError;
}

const STATE = { ENROUTE: 1, DELIVRD: 2, UNDELIV: 5 } as const;

/** A receipt (SMPP 3.4 appendix B), by text, by TLVs or both. */
export function receiptMessage(
  message: TakenMessage,
  stat: keyof typeof STATE,
  nowMs: number,
  habits: SmppHabits,
): MessageBody {
  const { id, from, to, text, takenMs, undeliverable } = message;
  const error = stat === 'UNDELIV' ? String((undeliverable?.twilio ?? 0) % 1_000).padStart(3, '0') : '000';
  const words =
    `id:${spellId(id, habits.idsInReceipts)} sub:001 dlvrd:${stat === 'DELIVRD' ? '001' : '000'} ` +
    `submit date:${dateOf(takenMs)} done date:${dateOf(nowMs)} stat:${stat} err:${error} text:${text.slice(0, 20)}`;
  const tlvs = new Map<number, Uint8Array>([
    [tags.receiptedMessageId, Buffer.from(`${spellId(id, habits.idsInAnswers)}\0`)],
    [tags.messageState, Uint8Array.of(STATE[stat])],
  ]);
  return deliverSm(to, from, {
    esmClass: RECEIPT,
    dataCoding: 0,
    shortMessage: habits.receipts === 'tlvs' ? NO_OCTETS : Buffer.from(words, 'latin1').subarray(0, 254),
    tlvs: habits.receipts === 'text' ? undefined : tlvs,
  });
}

/** YYMMDDhhmm, in UTC. */
function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(2, 16).replace(/[-T:]/g, '');
}
