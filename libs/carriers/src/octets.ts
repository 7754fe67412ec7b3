import { isUtf8 } from 'node:buffer';

/**
 * The text in octets whose alphabet nobody names, as in a carrier's binary MO. Big-endian UCS-2 shows by its zero
 * octets, UTF-8 by its form; all else is Latin-1, which has a character for every octet. Never throws.
 */
export function textOfOctets(octets: Buffer): string {
  if (octets.length % 2 === 0 && octets.includes(0)) return Buffer.from(octets).swap16().toString('utf16le');
  return octets.toString(isUtf8(octets) ? 'utf8' : 'latin1');
}

/** The octets of a hex string; undefined where it is none. Spaces between octets, as some write it, are skipped. */
export function octetsOfHex(hex: string): Buffer | undefined {
  const digits = hex.replaceAll(' ', '');
  return /^(?:[0-9a-f]{2})*$/i.test(digits) ? Buffer.from(digits, 'hex') : undefined;
}
