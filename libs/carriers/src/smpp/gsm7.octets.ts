import { GSM7_BASIC, GSM7_EXTENSION } from '@parley/sms';

const ESCAPE = 0x1b;
/** 3GPP TS 23.038 §6.2.1.1: where the extension characters stand, in the order of GSM7_EXTENSION. */
const EXTENSION_CODES = [0x0a, 0x14, 0x28, 0x29, 0x2f, 0x3c, 0x3d, 0x3e, 0x40, 0x65];
const UNKNOWN_CHARACTER = '\ufffd';

// GSM7_BASIC leaves out the escape at 0x1b, so codes from there on stand one place further.
const basicCode = (index: number): number => (index < ESCAPE ? index : index + 1);

/** Code by UTF-16 code unit: -1 = not in GSM-7; 0x100 and above = behind an escape. Ends at the euro sign. */
const codes = new Int16Array('€'.charCodeAt(0) + 1).fill(-1);
[...GSM7_BASIC].forEach((character, index) => (codes[character.charCodeAt(0)] = basicCode(index)));
[...GSM7_EXTENSION].forEach((character, index) => {
  codes[character.charCodeAt(0)] = 0x100 | EXTENSION_CODES[index]!;
});
const basic: readonly string[] = [
  ...GSM7_BASIC.slice(0, ESCAPE),
  UNKNOWN_CHARACTER,
  ...GSM7_BASIC.slice(ESCAPE),
];
const extension: ReadonlyMap<number, string> = new Map(
  [...GSM7_EXTENSION].map((character, index) => [EXTENSION_CODES[index]!, character]),
);

/** The septets of a text, one in each octet ("unpacked"); undefined where a character is not in GSM-7. */
export function gsm7Septets(text: string): Uint8Array | undefined {
  const septets = new Uint8Array(text.length * 2);
  let end = 0;
  for (let at = 0; at < text.length; at++) {
    const code = codes[text.charCodeAt(at)] ?? -1;
    if (code < 0) return undefined;
    if (code >= 0x100) septets[end++] = ESCAPE;
    septets[end++] = code & 0x7f;
  }
  return septets.subarray(0, end);
}

/**
 * The text of septets, one in each octet. An escape before a code of no extension character is a space and that
 * code's basic character follows, as phones do it (§6.2.1, note 1); the eighth bit is not looked at.
 */
export function textOfSeptets(septets: Uint8Array): string {
  let text = '';
  for (let at = 0; at < septets.length; at++) {
    const code = septets[at]! & 0x7f;
    if (code !== ESCAPE) {
      text += basic[code]!;
      continue;
    }
    const next = septets[at + 1];
    const extended = next === undefined ? undefined : extension.get(next & 0x7f);
    if (extended === undefined) text += ' ';
    else {
      text += extended;
      at += 1;
    }
  }
  return text;
}

/**
 * Packs septets eight into seven octets (§6.1.2.1). After a header of `headerOctets` the first septet begins on
 * the next septet boundary (3GPP TS 23.040 §9.2.3.24), so `fillBits` come before it.
 */
export function packSeptets(septets: Uint8Array, headerOctets = 0): Uint8Array {
  const fillBits = fillOf(headerOctets);
  const out = new Uint8Array(Math.ceil((fillBits + septets.length * 7) / 8));
  for (let index = 0, bit = fillBits; index < septets.length; index++, bit += 7) {
    const value = (septets[index]! & 0x7f) << (bit & 7);
    out[bit >> 3]! |= value & 0xff;
    if (value > 0xff) out[(bit >> 3) + 1]! |= value >> 8;
  }
  return out;
}

/**
 * Unpacks seven octets into eight septets. Octets alone do not say whether the last seven bits are a character or
 * filling: a last septet of zero ("@") where there is room for filling is taken for filling, as is CR (§6.1.2.3.1).
 */
export function unpackSeptets(octets: Uint8Array, headerOctets = 0): Uint8Array {
  const fillBits = fillOf(headerOctets);
  const count = Math.max(0, Math.floor((octets.length * 8 - fillBits) / 7));
  const septets = new Uint8Array(count);
  for (let index = 0, bit = fillBits; index < count; index++, bit += 7) {
    const pair = octets[bit >> 3]! | ((octets[(bit >> 3) + 1] ?? 0) << 8);
    septets[index] = (pair >> (bit & 7)) & 0x7f;
  }
  const roomForFilling = count > 0 && Math.ceil((fillBits + (count - 1) * 7) / 8) === octets.length;
  const last = septets[count - 1];
  return roomForFilling && (last === 0 || last === 0x0d) ? septets.subarray(0, count - 1) : septets;
}

function fillOf(headerOctets: number): number {
  return (7 - ((headerOctets * 8) % 7)) % 7;
}
