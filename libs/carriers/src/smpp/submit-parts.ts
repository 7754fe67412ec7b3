import { randomInt } from 'node:crypto';
import type { OutboundMt } from '../carrier.port.js';
import { encodeText } from './data-coding.js';
import { tags, type Address, type MessageBody, type Tlvs } from './pdu.js';
import type { SmppAccount } from './smpp.account.js';
import { encodingOf, splitText } from './split-text.js';
import { concatHeader } from './user-data-header.js';
import { validityPeriod } from './validity.js';

const UDHI = 0x40;
const NO_OCTETS = new Uint8Array(0);
/** registered_delivery (SMPP 3.4 §5.2.17): the SMSC's receipt of the end; 0x10 adds those on the way. */
const registered = { final: 0x01, all: 0x11, none: 0x00 } as const;

/** References of texts in several parts: they only have to differ between texts to one phone at one time. */
export class References {
  private next = randomInt(0x1_0000);

  take(): number {
    this.next = (this.next + 1) & 0xffff;
    return this.next;
  }
}

/** Writes a text as the submit_sm of its parts, in their order. */
export function submitParts(
  mt: OutboundMt,
  account: SmppAccount,
  references: References,
  nowMs: number,
): MessageBody[] {
  const encoding = encodingOf(mt.text);
  const texts = account.longTexts === 'payload' ? [mt.text] : splitText(mt.text, encoding);
  const common = {
    command: 'submit_sm' as const,
    serviceType: account.serviceType,
    source: sourceOf(mt.from, account),
    dest: destOf(mt.to, account),
    protocolId: 0,
    priority: 0,
    scheduleAt: '',
    validity: validityPeriod(mt.validitySeconds, account.validity, nowMs),
    registeredDelivery: registered[account.receipts],
    replaceIfPresent: 0,
    defaultMessageId: 0,
  };
  if (texts.length === 1) {
    const { octets, dataCoding } = encodeText(mt.text, encoding, account.alphabet, 0);
    const whole = { ...common, esmClass: 0, dataCoding };
    return splitText(mt.text, encoding).length === 1
      ? [{ ...whole, shortMessage: octets }]
      : [{ ...whole, shortMessage: NO_OCTETS, tlvs: new Map([[tags.messagePayload, octets]]) }];
  }
  const reference = references.take();
  const headed = account.longTexts === 'udh';
  return texts.map((text, index) => {
    const part = { reference: headed ? reference & 0xff : reference, total: texts.length, number: index + 1 };
    const header = headed ? concatHeader(part) : NO_OCTETS;
    const { octets, dataCoding } = encodeText(text, encoding, account.alphabet, header.length);
    const shortMessage = headed ? Buffer.concat([header, octets]) : octets;
    return {
      ...common,
      esmClass: headed ? UDHI : 0,
      dataCoding,
      shortMessage,
      tlvs: headed ? undefined : sar(part),
    };
  });
}

/** sar_msg_ref_num, sar_total_segments and sar_segment_seqnum (§5.3.2.22–24). */
export function sar({
  reference,
  total,
  number,
}: {
  reference: number;
  total: number;
  number: number;
}): Tlvs {
  return new Map([
    [tags.sarMsgRefNum, Uint8Array.of(reference >> 8, reference & 0xff)],
    [tags.sarTotalSegments, Uint8Array.of(total)],
    [tags.sarSegmentSeqnum, Uint8Array.of(number)],
  ]);
}

const SHORT_CODE = /^\d{3,8}$/;

/** Short codes are network specific (3), names alphanumeric (5), E.164 international (1, E.164) without its plus. */
function sourceOf(from: string, account: SmppAccount): Address {
  const { sourceTon, sourceNpi } = account;
  if (from.startsWith('+')) return { ton: sourceTon ?? 1, npi: sourceNpi ?? 1, address: from.slice(1) };
  return { ton: sourceTon ?? (SHORT_CODE.test(from) ? 3 : 5), npi: sourceNpi ?? 0, address: from };
}

function destOf(to: string, { destTon, destNpi }: SmppAccount): Address {
  return { ton: destTon ?? 1, npi: destNpi ?? 1, address: to.replace(/^\+/, '') };
}
