import { GSM7_SEPTETS, type Encoding } from '@parley/sms';

// 3GPP TS 23.040 §9.2.3.24: 140 octets a message; an 8-bit concatenation header takes 6 of them.
const SINGLE = { gsm7: 160, ucs2: 70 } as const;
const PART = { gsm7: 153, ucs2: 67 } as const;

/** Which encoding a text needs. */
export function encodingOf(text: string): Encoding {
  for (let at = 0; at < text.length; at++) if (!GSM7_SEPTETS[text.charCodeAt(at)]) return 'ucs2';
  return 'gsm7';
}

/**
 * Cuts a text into what fits one message each, exactly as `countSegments` counts it: neither an escape pair nor a
 * surrogate pair is parted. A text that fits one message is one part.
 */
export function splitText(text: string, encoding: Encoding): string[] {
  let units = 0;
  for (let at = 0; at < text.length; at++) units += costAt(text, at, encoding);
  if (units <= SINGLE[encoding]) return [text];
  const parts: string[] = [];
  let from = 0;
  let used = 0;
  for (let at = 0; at < text.length;) {
    const length = encoding === 'ucs2' && isPair(text, at) ? 2 : 1;
    const cost = length === 2 ? 2 : costAt(text, at, encoding);
    if (used + cost > PART[encoding]) {
      parts.push(text.slice(from, at));
      from = at;
      used = 0;
    }
    used += cost;
    at += length;
  }
  parts.push(text.slice(from));
  return parts;
}

function costAt(text: string, at: number, encoding: Encoding): number {
  return encoding === 'ucs2' ? 1 : GSM7_SEPTETS[text.charCodeAt(at)]!;
}

function isPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
}
