import { partOfHeader } from '../user-data-header.js';
import type { MoPart } from '../webhook.port.js';

/** A user data header, and what follows it (3GPP TS 23.040 §9.2.3.24). */
export interface UserData {
  /** Octets of the header, its length octet included; 0 where there is none. */
  readonly headerLength: number;
  readonly part?: MoPart;
  readonly octets: Uint8Array;
}

/** Reads the header at the front of a message whose esm_class says that there is one. Never throws. */
export function readUserData(message: Uint8Array): UserData {
  const headerLength = (message[0] ?? 0) + 1;
  if (message.length === 0 || headerLength > message.length) return { headerLength: 0, octets: message };
  const part = partOfHeader(Buffer.from(message.subarray(0, headerLength)));
  return { headerLength, part, octets: message.subarray(headerLength) };
}

/** A header that says which part of a longer text this is, with an 8-bit reference: six octets. */
export function concatHeader({ reference, total, number }: MoPart): Uint8Array {
  return Uint8Array.of(5, 0x00, 3, reference & 0xff, total, number);
}
