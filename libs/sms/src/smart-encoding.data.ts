/**
 * Characters that GSM-7 has no code for, by what looks the same in it and means the same: punctuation, spaces, signs.
 * Never a letter for another one: an accent is spelling. Full-width forms (U+FF01–FF5E) need no entry.
 */
const BY_GSM7: Readonly<Record<string, string>> = {
  "'": '‘’‚‛′ʹʻʼʽˈˊˋ`´❛❜꞉＇',
  '"': '“”„‟″ʺˮ«»❝❞〝〞',
  '-': '‐‑‒–—―−⁃﹘﹣⎼⎽⸺',
  '/': '⁄∕⧸÷',
  '*': '•‣∗⁎✱✲✳⋆◦',
  '!': 'ǃ﹗',
  '?': '﹖',
  ',': '﹐﹑،､',
  '.': '․﹒。',
  ':': '∶﹕',
  ';': '﹔',
  '(': '❨❪﹙⁽',
  ')': '❩❫﹚⁾',
  '<': '‹❮〈﹤',
  '>': '›❯〉﹥',
  '[': '❲',
  ']': '❳',
  '~': '˜∼〜⁓',
  '|': '∣⎸⎹⏐│ǀ',
  '=': '꞊﹦',
  '+': '﹢',
  '%': '٪﹪',
  '#': '﹟',
  '&': '﹠',
  '@': '﹫',
  $: '﹩',
  '...': '…',
  '..': '‥',
  '!!': '‼',
  '??': '⁇',
  '1/4': '¼',
  '1/2': '½',
  '3/4': '¾',
  TM: '™',
  '(c)': '©',
  '(R)': '®',
  ' ': '\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t',
  '\n': '\u2028\u2029\u0085\u000b',
  // Nothing is seen of these.
  '': '\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff',
};

/** Replacement by character. */
export const GSM7_LOOKALIKES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(BY_GSM7).flatMap(([gsm7, all]) => [...all].map((one) => [one, gsm7] as const)),
  ...Array.from(
    { length: 94 },
    (_, at) => [String.fromCodePoint(0xff01 + at), String.fromCodePoint(0x21 + at)] as const,
  ).map(([wide, ascii]) => [wide, ascii === '`' ? "'" : ascii] as const),
]);
