/** What SMPP 3.4 says on the wire (SMPP Protocol Specification v3.4, issue 1.2); numbers as in §5. */
export const commandIds = {
  generic_nack: 0x8000_0000,
  bind_receiver: 0x0000_0001,
  bind_receiver_resp: 0x8000_0001,
  bind_transmitter: 0x0000_0002,
  bind_transmitter_resp: 0x8000_0002,
  submit_sm: 0x0000_0004,
  submit_sm_resp: 0x8000_0004,
  deliver_sm: 0x0000_0005,
  deliver_sm_resp: 0x8000_0005,
  unbind: 0x0000_0006,
  unbind_resp: 0x8000_0006,
  bind_transceiver: 0x0000_0009,
  bind_transceiver_resp: 0x8000_0009,
  enquire_link: 0x0000_0015,
  enquire_link_resp: 0x8000_0015,
} as const;

export type CommandName = keyof typeof commandIds;
export type BindName = 'bind_receiver' | 'bind_transmitter' | 'bind_transceiver';
export type BindRespName = `${BindName}_resp`;
export type MessageName = 'submit_sm' | 'deliver_sm';
export type EmptyName = 'generic_nack' | 'unbind' | 'unbind_resp' | 'enquire_link' | 'enquire_link_resp';

/** Optional parameters by tag (§5.3.2), as they came; of a tag that comes twice the last one counts. */
export type Tlvs = ReadonlyMap<number, Uint8Array>;

export const tags = {
  userMessageReference: 0x0204,
  sarMsgRefNum: 0x020c,
  sarTotalSegments: 0x020e,
  sarSegmentSeqnum: 0x020f,
  receiptedMessageId: 0x001e,
  networkErrorCode: 0x0423,
  messagePayload: 0x0424,
  messageState: 0x0427,
  scInterfaceVersion: 0x0210,
} as const;

/** An address with its type of number and numbering plan (§5.2.5, §5.2.6). */
export interface Address {
  readonly ton: number;
  readonly npi: number;
  readonly address: string;
}

export interface BindBody {
  readonly command: BindName;
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  readonly interfaceVersion: number;
  readonly ton: number;
  readonly npi: number;
  readonly addressRange: string;
}

export interface BindRespBody {
  readonly command: BindRespName;
  readonly systemId: string;
  readonly tlvs?: Tlvs;
}

/** submit_sm and deliver_sm have one form (§4.4.1, §4.6.1). */
export interface MessageBody {
  readonly command: MessageName;
  readonly serviceType: string;
  readonly source: Address;
  readonly dest: Address;
  readonly esmClass: number;
  readonly protocolId: number;
  readonly priority: number;
  readonly scheduleAt: string;
  readonly validity: string;
  readonly registeredDelivery: number;
  readonly replaceIfPresent: number;
  readonly dataCoding: number;
  readonly defaultMessageId: number;
  /** At most 254 octets, a user data header included; longer ones travel as `message_payload`. */
  readonly shortMessage: Uint8Array;
  readonly tlvs?: Tlvs;
}

export interface MessageRespBody {
  readonly command: `${MessageName}_resp`;
  readonly messageId: string;
  readonly tlvs?: Tlvs;
}

export interface EmptyBody {
  readonly command: EmptyName;
}

/** A command that Parley does not speak: it is answered with generic_nack where it asks something. */
export interface UnknownBody {
  readonly command: 'unknown';
  readonly commandId: number;
}

export type KnownBody = BindBody | BindRespBody | MessageBody | MessageRespBody | EmptyBody;
export type PduBody = KnownBody | UnknownBody;

/** `status` is command_status: 0 in requests. `sequence` ties a response to its request. */
export type Pdu<B extends PduBody = PduBody> = B & { readonly status: number; readonly sequence: number };

/** Octets that are a PDU by their header and not by their body. */
export interface MalformedPdu {
  readonly command: 'malformed';
  readonly commandId: number;
  readonly sequence: number;
  /** What to answer: ESME_RINVCMDLEN or ESME_RINVOPTPARSTREAM. */
  readonly answer: number;
}

export function isResponse(commandId: number): boolean {
  return commandId >= 0x8000_0000;
}

/** The header, in octets. */
export const HEADER_LENGTH = 16;
/** The longest PDU that is read: a message_payload of 64 KiB with all that may stand around it. */
export const LONGEST_PDU = 70_000;
