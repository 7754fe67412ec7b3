import type { Encoding } from '@parley/sms';
import { gsm7Septets, packSeptets, textOfSeptets, unpackSeptets } from './gsm7.octets.js';

/** How an account spells texts that are within GSM-7; the others go as UCS-2 whatever it says. */
export type DefaultAlphabet = 'gsm7' | 'gsm7-packed' | 'latin1';

/** data_coding (SMPP 3.4 §5.2.19). */
export const codings = { default: 0x00, ascii: 0x01, latin1: 0x03, ucs2: 0x08 } as const;

export interface EncodedText {
  readonly dataCoding: number;
  readonly octets: Uint8Array;
}

/**
 * The octets of a part. Where the account writes Latin-1, a text within GSM-7 that is not within Latin-1 (the euro
 * sign, Greek capitals) goes as UCS-2; `defaultCoding` is the data_coding that the account uses for its alphabet.
 */
export function encodeText(
  text: string,
  encoding: Encoding,
  alphabet: DefaultAlphabet,
  headerOctets: number,
): EncodedText {
  if (encoding === 'ucs2') return ucs2(text);
  if (alphabet === 'latin1') {
    return isLatin1(text) ? { dataCoding: codings.latin1, octets: Buffer.from(text, 'latin1') } : ucs2(text);
  }
  const septets = gsm7Septets(text);
  if (septets === undefined) return ucs2(text);
  const octets = alphabet === 'gsm7-packed' ? packSeptets(septets, headerOctets) : septets;
  return { dataCoding: codings.default, octets };
}

/** A lone surrogate, which no phone shows, becomes U+FFFD. */
function ucs2(text: string): EncodedText {
  return { dataCoding: codings.ucs2, octets: Buffer.from(text.toWellFormed(), 'utf16le').swap16() };
}

function isLatin1(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0xff) return false;
  return true;
}

export interface DecodedText {
  readonly text: string;
  /** What the air carried, where the coding says so. */
  readonly encoding?: Encoding;
}

/**
 * The text of octets under a data_coding; undefined for binary data. 0x00–0x0F as SMPP 3.4 §5.2.19 lists them;
 * above, GSM's own coding groups (3GPP TS 23.038 §4), as carriers pass them on.
 */
export function decodeText(
  octets: Uint8Array,
  dataCoding: number,
  alphabet: DefaultAlphabet,
  headerOctets: number,
): DecodedText | undefined {
  switch (kindOf(dataCoding)) {
    case 'default':
      return { text: defaultText(octets, alphabet, headerOctets), encoding: 'gsm7' };
    case 'ascii':
    case 'latin1':
      return { text: Buffer.from(octets).toString('latin1') };
    case 'ucs2':
      return { text: ucs2Text(octets), encoding: 'ucs2' };
    case 'cyrillic':
      return { text: new TextDecoder('iso-8859-5').decode(octets), encoding: 'ucs2' };
    case 'hebrew':
      return { text: new TextDecoder('iso-8859-8').decode(octets), encoding: 'ucs2' };
    case 'binary':
      return undefined;
  }
}

type Kind = 'default' | 'ascii' | 'latin1' | 'ucs2' | 'cyrillic' | 'hebrew' | 'binary';

const smppCodings: readonly (Kind | undefined)[] = [
  'default',
  'ascii',
  'binary',
  'latin1',
  'binary',
  undefined,
  'cyrillic',
  'hebrew',
  'ucs2',
];

function kindOf(dataCoding: number): Kind {
  if (dataCoding < 0x10) return smppCodings[dataCoding] ?? 'binary';
  if (dataCoding >= 0xf0) return (dataCoding & 0x04) === 0 ? 'default' : 'binary';
  if (dataCoding >= 0xe0) return 'ucs2';
  if (dataCoding >= 0xc0) return 'default';
  if (dataCoding >= 0x80) return 'binary';
  return (['default', 'binary', 'ucs2', 'binary'] as const)[(dataCoding >> 2) & 0x03]!;
}

function defaultText(octets: Uint8Array, alphabet: DefaultAlphabet, headerOctets: number): string {
  if (alphabet === 'latin1') return Buffer.from(octets).toString('latin1');
  return textOfSeptets(alphabet === 'gsm7-packed' ? unpackSeptets(octets, headerOctets) : octets);
}

/** An odd last octet is half a character: it is left out. */
function ucs2Text(octets: Uint8Array): string {
  const even = Buffer.from(octets.subarray(0, octets.length & ~1));
  return even.swap16().toString('utf16le');
}
