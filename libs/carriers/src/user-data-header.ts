import type { MoPart } from './webhook.port.js';

/** The two information elements of concatenation (3GPP TS 23.040, 9.2.3.24.1 and .8). */
const REFERENCE_8_BIT = 0x00;
const REFERENCE_16_BIT = 0x08;

/**
 * Which part of a longer text a user data header names; undefined where it names none, or not rightly. The header
 * begins with its own length, as on the air; elements of other kinds are skipped. Never throws.
 */
export function partOfHeader(header: Buffer): MoPart | undefined {
  const end = Math.min((header[0] ?? 0) + 1, header.length);
  for (let at = 1; at + 2 <= end;) {
    const kind = header[at];
    const length = header[at + 1] ?? 0;
    const element = header.subarray(at + 2, Math.min(at + 2 + length, end));
    at += 2 + length;
    if (element.length < length) return undefined;
    if (kind === REFERENCE_8_BIT && length === 3) return partOf(element.readUInt8(0), element[1], element[2]);
    if (kind === REFERENCE_16_BIT && length === 4) {
      return partOf(element.readUInt16BE(0), element[2], element[3]);
    }
  }
  return undefined;
}

/** A part whose figures can be; undefined where they cannot. One part of one is a whole text. */
export function partOf(reference: unknown, total: unknown, number: unknown): MoPart | undefined {
  if (!isWithin(reference, 0, 65_535) || !isWithin(total, 2, 255) || !isWithin(number, 1, total)) {
    return undefined;
  }
  return { reference, total, number };
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}
