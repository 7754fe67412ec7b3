import { LOOKALIKES } from './confusables.data.js';

const NEEDS_FOLDING = /[^\x00-\x7f]|[01]/;
const MARKS = /\p{M}+/gu;
const BEYOND_ASCII = /[^\x00-\x7f]/gu;
const TOKEN = /[a-z0-9]+/gi;
/** A flag beside a word is none of its letters; a longer run of them is a word in boxes. */
const FLAG = /(?<!\p{Regional_Indicator})\p{Regional_Indicator}{2}(?!\p{Regional_Indicator})/gu;
/** Signs that decompose into letters, and are none. */
const SIGNS = /[™℠℡ℹ]/g;
const LETTER = /[a-z]/i;
const ZERO = /0/g;
const ONE = /1/g;

/**
 * Puts plain Latin letters for what looks like them: other scripts' letters, accents, small capitals, letters in
 * boxes, 0 and 1 among letters (Unicode UTS #39). Only for recognising an opt-out, where a miss is worse than
 * a mistake; never for an opt-in. Give it the raw text: capitals and small letters look like different things.
 */
export function foldConfusables(text: string): string {
  if (!NEEDS_FOLDING.test(text)) return text;
  return text
    .replace(FLAG, ' ')
    .replace(SIGNS, ' ')
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(BEYOND_ASCII, latinFor)
    .replace(TOKEN, foldDigits);
}

function latinFor(character: string): string {
  return LOOKALIKES.get(character) ?? character;
}

/** In `ST0P` the zero is a letter; in `STOP 10` it is a digit. */
function foldDigits(token: string): string {
  return LETTER.test(token) ? token.replace(ZERO, 'o').replace(ONE, 'l') : token;
}
