import { ESME } from './command-status.js';
import {
  commandIds,
  HEADER_LENGTH,
  type Address,
  type BindName,
  type BindRespName,
  type CommandName,
  type EmptyName,
  type MalformedPdu,
  type MessageName,
  type Pdu,
  type PduBody,
  type Tlvs,
} from './pdu.js';

const nameOf: ReadonlyMap<number, CommandName> = new Map(
  Object.entries(commandIds).map(([name, id]) => [id, name as CommandName]),
);
const NO_TLVS: Tlvs = new Map();

/** A body that ends before its fields do. */
class ShortBody extends Error {
  constructor(readonly answer: number) {
    super('the body is too short');
  }
}

/**
 * Reads one whole PDU, as `FrameReader` cuts it out. Never throws: a body that does not fit its command is
 * `malformed`, with what to answer, and the link goes on. Values share the frame's memory.
 */
export function decodePdu(frame: Buffer): Pdu | MalformedPdu {
  const commandId = frame.readUInt32BE(4);
  const status = frame.readUInt32BE(8);
  const sequence = frame.readUInt32BE(12);
  const command = nameOf.get(commandId);
  if (command === undefined) return { command: 'unknown', commandId, status, sequence };
  try {
    const body = readBody(new BodyReader(frame), command, status);
    return { ...body, status, sequence };
  } catch (error) {
    if (error instanceof ShortBody)
      return { command: 'malformed', commandId, sequence, answer: error.answer };
    throw error;
  }
}

function readBody(read: BodyReader, command: CommandName, status: number): PduBody {
  switch (command) {
    case 'bind_receiver':
    case 'bind_transmitter':
    case 'bind_transceiver':
      return readBind(read, command);
    case 'bind_receiver_resp':
    case 'bind_transmitter_resp':
    case 'bind_transceiver_resp':
      return readBindResp(read, command, status);
    case 'submit_sm':
    case 'deliver_sm':
      return readMessage(read, command);
    case 'submit_sm_resp':
    case 'deliver_sm_resp':
      // Where the status is an error, the body may be missing; some carriers leave out the NUL.
      return { command, messageId: read.lastString(), tlvs: status === 0 ? read.tlvs() : NO_TLVS };
    default:
      return { command: command satisfies EmptyName };
  }
}

function readBind(read: BodyReader, command: BindName): PduBody {
  return {
    command,
    systemId: read.string(),
    password: read.string(),
    systemType: read.string(),
    interfaceVersion: read.octet(),
    ton: read.octet(),
    npi: read.octet(),
    addressRange: read.lastString(),
  };
}

function readBindResp(read: BodyReader, command: BindRespName, status: number): PduBody {
  return { command, systemId: read.lastString(), tlvs: status === 0 ? read.tlvs() : NO_TLVS };
}

function readMessage(read: BodyReader, command: MessageName): PduBody {
  return {
    command,
    serviceType: read.string(),
    source: read.address(),
    dest: read.address(),
    esmClass: read.octet(),
    protocolId: read.octet(),
    priority: read.octet(),
    scheduleAt: read.string(),
    validity: read.string(),
    registeredDelivery: read.octet(),
    replaceIfPresent: read.octet(),
    dataCoding: read.octet(),
    defaultMessageId: read.octet(),
    shortMessage: read.octets(read.octet()),
    tlvs: read.tlvs(),
  };
}

/** Walks a body from its first octet on. */
class BodyReader {
  private at = HEADER_LENGTH;

  constructor(private readonly frame: Buffer) {}

  octet(): number {
    const value = this.frame[this.at++];
    if (value === undefined) throw new ShortBody(ESME.RINVCMDLEN);
    return value;
  }

  octets(length: number): Buffer {
    const end = this.at + length;
    if (end > this.frame.length) throw new ShortBody(ESME.RINVCMDLEN);
    const value = this.frame.subarray(this.at, end);
    this.at = end;
    return value;
  }

  string(): string {
    const end = this.frame.indexOf(0, this.at);
    if (end < 0) throw new ShortBody(ESME.RINVCMDLEN);
    return this.take(end);
  }

  /** A string that may lack its NUL, or be missing, at the end of the body. */
  lastString(): string {
    const end = this.frame.indexOf(0, this.at);
    return this.take(end < 0 ? this.frame.length : end);
  }

  address(): Address {
    return { ton: this.octet(), npi: this.octet(), address: this.string() };
  }

  tlvs(): Tlvs {
    if (this.at >= this.frame.length) return NO_TLVS;
    const tlvs = new Map<number, Buffer>();
    while (this.at < this.frame.length) {
      if (this.at + 4 > this.frame.length) throw new ShortBody(ESME.RINVOPTPARSTREAM);
      const tag = this.frame.readUInt16BE(this.at);
      const length = this.frame.readUInt16BE(this.at + 2);
      this.at += 4;
      if (this.at + length > this.frame.length) throw new ShortBody(ESME.RINVOPTPARSTREAM);
      tlvs.set(tag, this.octets(length));
    }
    return tlvs;
  }

  private take(end: number): string {
    const value = this.frame.toString('latin1', this.at, end);
    this.at = end + 1;
    return value;
  }
}
