const PLAIN = /^[\x01-\x0c\x0e-\x7f]*$/;
const NUL = /\0/g;
const CRLF = /\r+\n/g;

/**
 * What ingest does to a text, once: strips NULs (PostgreSQL keeps none), puts U+FFFD for a lone surrogate (UTF-8
 * has no form for it), makes line ends LF, and composes (NFC). Nothing is trimmed: this is what people wrote.
 */
export function normalizeText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(NUL, '').toWellFormed().replace(CRLF, '\n').normalize('NFC');
}
