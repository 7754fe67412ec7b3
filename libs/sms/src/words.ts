const APOSTROPHES = /['’‘ʼ`´]/g;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/**
 * The words of a text: runs of letters, marks and digits; everything else parts them. An apostrophe does not
 * (`don't` is `dont`). At most `limit` words. Give it a text that normalizeForMatching made.
 */
export function wordsOf(text: string, limit = Number.POSITIVE_INFINITY): string[] {
  const words: string[] = [];
  let start = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // An apostrophe or anything beyond ASCII is rare, and worth a regular expression.
    if (code > 0x7e || code === 0x27 || code === 0x60) return unicodeWords(text, limit);
    if (isWordCode(code)) {
      if (start < 0) start = at;
    } else if (start >= 0) {
      words.push(text.slice(start, at));
      if (words.length >= limit) return words;
      start = -1;
    }
  }
  if (start >= 0) words.push(start === 0 ? text : text.slice(start));
  return words;
}

function isWordCode(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a);
}

function unicodeWords(text: string, limit: number): string[] {
  const words: string[] = text.replace(APOSTROPHES, '').match(WORD) ?? [];
  return words.length > limit ? words.slice(0, limit) : words;
}
