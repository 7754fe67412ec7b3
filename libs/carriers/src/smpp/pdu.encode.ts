import {
  commandIds,
  HEADER_LENGTH,
  type Address,
  type BindBody,
  type KnownBody,
  type MessageBody,
  type Tlvs,
} from './pdu.js';

/** Longest values of C-octet strings, their NUL not counted (SMPP 3.4 §4.1.1, §4.4.1). */
const LONGEST = {
  systemId: 15,
  password: 8,
  systemType: 12,
  addressRange: 40,
  serviceType: 5,
  address: 20,
  time: 16,
  messageId: 64,
};
export const LONGEST_SHORT_MESSAGE = 254;

/** A value that no PDU can hold; a bug or a setting, never a text of a person's. */
export class PduTooLongError extends Error {
  readonly code = 'SMPP_FIELD_TOO_LONG';

  constructor(field: string, longest: number) {
    super(`The SMPP field ${field} holds at most ${longest} octets; shorten it in the account.`);
    this.name = 'PduTooLongError';
  }
}

/** Writes a PDU. One allocation: the length is known before the first octet. */
export function encodePdu(body: KnownBody, sequence: number, status = 0): Buffer {
  const out = Buffer.allocUnsafe(lengthOf(body));
  out.writeUInt32BE(out.length, 0);
  out.writeUInt32BE(commandIds[body.command], 4);
  out.writeUInt32BE(status, 8);
  out.writeUInt32BE(sequence, 12);
  const end = writeBody(out, body);
  if (end !== out.length) throw new Error(`SMPP codec: ${body.command} is ${end} octets, not ${out.length}.`);
  return out;
}

function lengthOf(body: KnownBody): number {
  if ('password' in body) {
    const { systemId, password, systemType, addressRange } = body;
    return HEADER_LENGTH + systemId.length + password.length + systemType.length + addressRange.length + 7;
  }
  if ('shortMessage' in body) return messageLength(body);
  if ('messageId' in body) return HEADER_LENGTH + body.messageId.length + 1 + tlvsLength(body.tlvs);
  if ('systemId' in body) return HEADER_LENGTH + body.systemId.length + 1 + tlvsLength(body.tlvs);
  return HEADER_LENGTH;
}

function messageLength(body: MessageBody): number {
  const strings =
    body.serviceType.length +
    body.source.address.length +
    body.dest.address.length +
    body.scheduleAt.length +
    body.validity.length +
    5;
  return HEADER_LENGTH + strings + 12 + body.shortMessage.length + tlvsLength(body.tlvs);
}

function tlvsLength(tlvs: Tlvs | undefined): number {
  let length = 0;
  if (tlvs !== undefined) for (const value of tlvs.values()) length += 4 + value.length;
  return length;
}

function writeBody(out: Buffer, body: KnownBody): number {
  if ('password' in body) return writeBind(out, body);
  if ('shortMessage' in body) return writeMessage(out, body);
  if ('messageId' in body) {
    return writeTlvs(
      out,
      writeString(out, HEADER_LENGTH, body.messageId, 'message_id', LONGEST.messageId),
      body.tlvs,
    );
  }
  if ('systemId' in body) {
    return writeTlvs(
      out,
      writeString(out, HEADER_LENGTH, body.systemId, 'system_id', LONGEST.systemId),
      body.tlvs,
    );
  }
  return HEADER_LENGTH;
}

function writeBind(out: Buffer, body: BindBody): number {
  let at = writeString(out, HEADER_LENGTH, body.systemId, 'system_id', LONGEST.systemId);
  at = writeString(out, at, body.password, 'password', LONGEST.password);
  at = writeString(out, at, body.systemType, 'system_type', LONGEST.systemType);
  out[at++] = body.interfaceVersion;
  out[at++] = body.ton;
  out[at++] = body.npi;
  return writeString(out, at, body.addressRange, 'address_range', LONGEST.addressRange);
}

function writeMessage(out: Buffer, body: MessageBody): number {
  const { shortMessage } = body;
  if (shortMessage.length > LONGEST_SHORT_MESSAGE) {
    throw new PduTooLongError('short_message', LONGEST_SHORT_MESSAGE);
  }
  let at = writeString(out, HEADER_LENGTH, body.serviceType, 'service_type', LONGEST.serviceType);
  at = writeAddress(out, at, body.source, 'source_addr');
  at = writeAddress(out, at, body.dest, 'destination_addr');
  out[at++] = body.esmClass;
  out[at++] = body.protocolId;
  out[at++] = body.priority;
  at = writeString(out, at, body.scheduleAt, 'schedule_delivery_time', LONGEST.time);
  at = writeString(out, at, body.validity, 'validity_period', LONGEST.time);
  out[at++] = body.registeredDelivery;
  out[at++] = body.replaceIfPresent;
  out[at++] = body.dataCoding;
  out[at++] = body.defaultMessageId;
  out[at++] = shortMessage.length;
  out.set(shortMessage, at);
  return writeTlvs(out, at + shortMessage.length, body.tlvs);
}

function writeAddress(out: Buffer, at: number, { ton, npi, address }: Address, field: string): number {
  out[at] = ton;
  out[at + 1] = npi;
  return writeString(out, at + 2, address, field, LONGEST.address);
}

function writeString(out: Buffer, at: number, value: string, field: string, longest: number): number {
  if (value.length > longest) throw new PduTooLongError(field, longest);
  out.write(value, at, 'latin1');
  out[at + value.length] = 0;
  return at + value.length + 1;
}

function writeTlvs(out: Buffer, at: number, tlvs: Tlvs | undefined): number {
  if (tlvs === undefined) return at;
  for (const [tag, value] of tlvs) {
    out.writeUInt16BE(tag, at);
    out.writeUInt16BE(value.length, at + 2);
    out.set(value, at + 4);
    at += 4 + value.length;
  }
  return at;
}
