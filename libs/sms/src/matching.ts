const LINE_ENDS = /[\t\n\v\f\r\u0085]/g;
// Format and control characters, lone surrogates, and what is ignorable by default (variation selectors, fillers).
const INVISIBLE = /[\p{Cf}\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
const SPACES = /\s+/g;
const EDGE = /^[\p{P}\s]$/u;
const FINAL_SIGMA = /ς/g;
const DOTTED_I = /i\u0307/g;
const MOST_ROUNDS = 8;

/**
 * The form in which texts and keywords are compared: NFKC, case-folded, without invisible characters, white
 * space collapsed, punctuation trimmed at both ends (kept when there is nothing else: "?" stays "?").
 * Idempotent. The raw text is the caller's to keep.
 */
export function normalizeForMatching(text: string): string {
  let previous = 0x20;
  let spaced = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x7e) return foldUnicode(text);
    if (code < 0x20 || (code === 0x20 && previous === 0x20)) spaced = true;
    previous = code;
  }
  return trimAscii((spaced ? collapse(text) : text).toLowerCase());
}

function collapse(text: string): string {
  return text.replace(LINE_ENDS, ' ').replace(INVISIBLE, '').replace(SPACES, ' ');
}

/** Folding can compose or free what another round folds, so it runs until nothing changes (twice, as a rule). */
function foldUnicode(text: string): string {
  let folded = text;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = foldOnce(folded);
    if (next === folded) return folded;
    folded = next;
  }
  return folded;
}

function foldOnce(text: string): string {
  // Upper before lower case folds what lower case alone keeps apart: ß/SS, dotless ı/I.
  const cased = text.normalize('NFKC').toUpperCase().toLowerCase();
  return trim(collapse(cased.replace(FINAL_SIGMA, 'σ').replace(DOTTED_I, 'i').normalize('NFKC')));
}

function trim(text: string): string {
  // Walked by hand: a regular expression anchored at the end is quadratic on a long run of punctuation.
  let start = 0;
  let end = text.length;
  while (start < end && EDGE.test(codePointAt(text, start))) start += codePointAt(text, start).length;
  while (end > start && EDGE.test(codePointBefore(text, end))) end -= codePointBefore(text, end).length;
  return start < end ? text.slice(start, end) : text.trim();
}

function codePointAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at)!);
}

function codePointBefore(text: string, end: number): string {
  const pair = end >= 2 ? text.codePointAt(end - 2)! : 0;
  return pair > 0xffff ? String.fromCodePoint(pair) : text.charAt(end - 1);
}

const ASCII_EDGE = Uint8Array.from({ length: 0x80 }, (_, code) =>
  EDGE.test(String.fromCharCode(code)) ? 1 : 0,
);

function trimAscii(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && ASCII_EDGE[text.charCodeAt(start)]) start++;
  while (end > start && ASCII_EDGE[text.charCodeAt(end - 1)]) end--;
  if (start === end) return text.trim();
  return start === 0 && end === text.length ? text : text.slice(start, end);
}
