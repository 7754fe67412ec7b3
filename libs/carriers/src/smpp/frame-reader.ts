import { HEADER_LENGTH, LONGEST_PDU } from './pdu.js';

/** Octets that cannot be cut into PDUs any more: nothing that follows can be trusted, so the link ends. */
export class FramingError extends Error {
  readonly code = 'SMPP_FRAMING';

  constructor(length: number) {
    super(
      `A PDU claims ${length} octets; it must have ${HEADER_LENGTH} to ${LONGEST_PDU}. The link is closed.`,
    );
    this.name = 'FramingError';
  }
}

/** Cuts a stream into PDUs, whatever the chunks. It holds at most one PDU that is not whole. */
export class FrameReader {
  private rest: Buffer | undefined;

  /** @throws FramingError where a length cannot be one */
  *push(chunk: Buffer): Generator<Buffer, void> {
    const data = this.rest === undefined ? chunk : Buffer.concat([this.rest, chunk]);
    this.rest = undefined;
    let at = 0;
    while (data.length - at >= 4) {
      const length = data.readUInt32BE(at);
      if (length < HEADER_LENGTH || length > LONGEST_PDU) throw new FramingError(length);
      if (data.length - at < length) break;
      yield data.subarray(at, at + length);
      at += length;
    }
    if (at < data.length) this.rest = data.subarray(at);
  }
}
