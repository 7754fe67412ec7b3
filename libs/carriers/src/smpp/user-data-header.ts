import type { MoPart } from '../webhook.port.js';

/** A user data header, and what follows it (3GPP TS 23.040 §9.2.3.24). */
export interface UserData {
  /** Octets of the header, its length octet included; 0 where there is none. */
  readonly headerLength: number;
  readonly part?: MoPart;
  readonly octets: Uint8Array;
}

const CONCAT_8 = 0x00;
const CONCAT_16 = 0x08;

/** Reads the header at the front of a message whose esm_class says that there is one. Never throws. */
export function readUserData(message: Uint8Array): UserData {
  const headerLength = (message[0] ?? 0) + 1;
  if (message.length === 0 || headerLength > message.length) return { headerLength: 0, octets: message };
  let part: MoPart | undefined;
  for (let at = 1; at + 2 <= headerLength;) {
    const element = message[at]!;
    const length = message[at + 1]!;
    if (at + 2 + length > headerLength) break; // an element that runs out of its header: the others count
    part = partOf(element, message.subarray(at + 2, at + 2 + length)) ?? part;
    at += 2 + length;
  }
  return { headerLength, part, octets: message.subarray(headerLength) };
}

function partOf(element: number, data: Uint8Array): MoPart | undefined {
  if (element === CONCAT_8 && data.length === 3) return validPart(data[0]!, data[1]!, data[2]!);
  if (element === CONCAT_16 && data.length === 4) {
    return validPart((data[0]! << 8) | data[1]!, data[2]!, data[3]!);
  }
  return undefined;
}

/** A part of one, or one beyond the last, is no part: it is to be ignored (§9.2.3.24.1). */
export function validPart(reference: number, total: number, number: number): MoPart | undefined {
  return total >= 2 && number >= 1 && number <= total ? { reference, total, number } : undefined;
}

/** A header that says which part of a longer text this is, with an 8-bit reference: six octets. */
export function concatHeader({ reference, total, number }: MoPart): Uint8Array {
  return Uint8Array.of(5, CONCAT_8, 3, reference & 0xff, total, number);
}
