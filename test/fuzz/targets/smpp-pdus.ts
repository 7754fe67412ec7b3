import {
  encodePdu,
  encodeText,
  tags,
  type Address,
  type KnownBody,
  type MessageBody,
} from '@parley/carriers';
import type { Random } from '../../faults/random.js';

const UDHI = 0x40;
const RECEIPT = 0x04;
const subscriber: Address = { ton: 1, npi: 1, address: '14155550101' };
const sender: Address = { ton: 3, npi: 0, address: '12345' };

const mo: MessageBody = {
  command: 'deliver_sm',
  serviceType: '',
  source: subscriber,
  dest: sender,
  esmClass: 0,
  protocolId: 0,
  priority: 0,
  scheduleAt: '',
  validity: '',
  registeredDelivery: 0,
  replaceIfPresent: 0,
  dataCoding: 0,
  defaultMessageId: 0,
  shortMessage: Buffer.from('DISCOUNT'),
};

function said(text: string, encoding: 'gsm7' | 'ucs2', rest: Partial<MessageBody> = {}): MessageBody {
  const { dataCoding, octets } = encodeText(text, encoding, 'gsm7', 0);
  return { ...mo, dataCoding, shortMessage: octets, ...rest };
}

function receipt(text: string, rest: Partial<MessageBody> = {}): MessageBody {
  return { ...mo, esmClass: RECEIPT, shortMessage: Buffer.from(text, 'latin1'), ...rest };
}

const tlv = (...pairs: [number, Buffer][]) => new Map(pairs);

/** One of each kind that an SMSC or somebody at its port may write. */
const bodies: readonly KnownBody[] = [
  mo,
  said('Discount, please 🧶', 'ucs2'),
  said('€ {}[]~^|\\ Grüße', 'gsm7'),
  { ...mo, esmClass: UDHI, shortMessage: Buffer.from('050003cc0201444953', 'hex') },
  { ...mo, esmClass: UDHI, shortMessage: Buffer.from('06080412340201444953', 'hex') },
  { ...mo, dataCoding: 0x06, shortMessage: Buffer.from('bfe0d8d2d5e2', 'hex') },
  { ...mo, dataCoding: 0xf1, shortMessage: Buffer.from('c4e4543a4c3e8ba0', 'hex') },
  {
    ...mo,
    shortMessage: Buffer.alloc(0),
    tlvs: tlv(
      [tags.messagePayload, Buffer.from('a text of many words '.repeat(60))],
      [tags.sarMsgRefNum, Buffer.from([0x12, 0x34])],
      [tags.sarTotalSegments, Buffer.from([2])],
      [tags.sarSegmentSeqnum, Buffer.from([1])],
    ),
  },
  receipt(
    'id:0123456789 sub:001 dlvrd:001 submit date:2611201500 done date:2611201501 stat:DELIVRD err:000 text:hi',
  ),
  receipt('id=7f3a;stat=UNDELIV;err=27', {
    tlvs: tlv(
      [tags.receiptedMessageId, Buffer.from('7f3a\0', 'latin1')],
      [tags.messageState, Buffer.from([5])],
      [tags.networkErrorCode, Buffer.from([3, 0, 27])],
    ),
  }),
  { ...mo, command: 'submit_sm', source: sender, dest: subscriber, registeredDelivery: 1 },
  { command: 'submit_sm_resp', messageId: '7f3a-19' },
  { command: 'deliver_sm_resp', messageId: '' },
  { command: 'bind_transceiver_resp', systemId: 'smsc', tlvs: tlv([0x0210, Buffer.from([0x34])]) },
  {
    command: 'bind_transceiver',
    systemId: 'parley',
    password: 'secret',
    systemType: '',
    interfaceVersion: 0x34,
    ton: 0,
    npi: 0,
    addressRange: '',
  },
  { command: 'enquire_link' },
  { command: 'unbind' },
  { command: 'generic_nack' },
];

/** PDUs as they stand on the wire. */
export const wirePdus: readonly Buffer[] = bodies.map((body, index) => encodePdu(body, index + 1));

/** Writes into a PDU how long it is: what was changed gets past the frame reader. */
export function withLength(pdu: Buffer): Buffer {
  if (pdu.length < 4) return pdu;
  const whole = Buffer.from(pdu);
  whole.writeUInt32BE(whole.length, 0);
  return whole;
}

/** Cuts a stream into chunks, as TCP does. */
export function chunked(stream: Buffer, random: Random): Buffer[] {
  const most = random.pick([1, 1, 3, 20]);
  const cuts = Array.from({ length: most - 1 }, () => random.between(0, stream.length)).sort((a, b) => a - b);
  return [0, ...cuts].map((from, index) => stream.subarray(from, cuts[index] ?? stream.length));
}
