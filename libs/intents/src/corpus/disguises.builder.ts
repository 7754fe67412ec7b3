import type { Seeded } from './seeded.builder.js';

/** Makes a text look different without changing what it says. */
export type Disguise = (text: string, random: Seeded) => string;

const letters = (text: string, change: (letter: string) => string): string =>
  [...text].map((letter) => change(letter)).join('');

const SMALL = /[a-z]/;
const CAPITAL = /[A-Z]/;

/** A whole alphabet of 26 elsewhere in Unicode; letters that have no place there stay. */
function alphabet(small: number | undefined, capital: number | undefined): Disguise {
  return (text) =>
    letters(text, (letter) => {
      const upper = CAPITAL.test(letter) || (small === undefined && SMALL.test(letter));
      if (!upper && !SMALL.test(letter)) return letter;
      const from = upper ? (capital ?? small) : (small ?? capital);
      return String.fromCodePoint(from! + letter.toUpperCase().charCodeAt(0) - 0x41);
    });
}

export const cases: readonly Disguise[] = [
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase(),
  (text, random) => letters(text, (letter) => (random.chance(0.5) ? letter.toUpperCase() : letter)),
];

const INVISIBLE = [
  '\u200d',
  '\u200c',
  '\u00ad',
  '\u200b',
  '\u2060',
  '\ufeff',
  '\ufe0f',
  '\u180e',
  '\u200e',
  '\u202a',
];

/** Joiners, soft hyphens, marks of direction: between any two letters. */
export const invisible: Disguise = (text, random) =>
  letters(text, (letter) => (random.chance(0.5) ? letter + random.pick(INVISIBLE) : letter));

const OPENING = ['"', '“', '«', '(', '*', '_', '~', '¡', '...', '- ', '> ', '# '];
const CLOSING = [
  '.',
  '!',
  '!!!',
  '?!',
  '…',
  ',',
  ';',
  ':',
  '"',
  '”',
  '»',
  ')',
  '*',
  '_',
  '~',
  ' .',
  '。',
  '！',
  '‼',
];

export const punctuation: Disguise = (text, random) =>
  (random.chance(0.5) ? random.pick(OPENING) : '') + text + random.pick(CLOSING);

const SPACES = [' ', '  ', '\n', '\r\n', '\t', '\u00a0', '\u2003', '\u3000', '\u2028'];

/** Around the text, and in place of the spaces in it. */
export const spacing: Disguise = (text, random) =>
  random.pick(SPACES) +
  letters(text, (letter) => (letter === ' ' ? random.pick(SPACES) : letter)) +
  random.pick(SPACES);

const EMOJI = ['🛑', '😡', '👎', '🙏', '✋', '❌', '🚫', '😤', '🤬', '👍🏽', '👨‍👩‍👧', '🇺🇸', '❤️', '‼️', '☹', '™'];

export const emoji: Disguise = (text, random) =>
  random.chance(0.5) ? `${text} ${random.pick(EMOJI)}` : `${random.pick(EMOJI)}${text}${random.pick(EMOJI)}`;

/** Styled alphabets that fold back by NFKC. */
export const styles: readonly Disguise[] = [
  alphabet(0xff41, 0xff21), // full width
  alphabet(0x1d41a, 0x1d400), // bold
  alphabet(0x1d482, 0x1d468), // bold italic
  alphabet(0x1d4ea, 0x1d4d0), // bold script
  alphabet(0x1d586, 0x1d56c), // bold fraktur
  alphabet(0x1d5ba, 0x1d5a0), // sans-serif
  alphabet(0x1d5ee, 0x1d5d4), // sans-serif bold
  alphabet(0x1d68a, 0x1d670), // monospace
  alphabet(0x24d0, 0x24b6), // circled
];

/** Letters in boxes and flags, which no normalisation folds. */
export const boxes: readonly Disguise[] = [
  alphabet(undefined, 0x1f130),
  alphabet(undefined, 0x1f150),
  alphabet(undefined, 0x1f170),
];

/** From Unicode's confusables.txt (UTS #39), chosen by hand: not the table that the recogniser reads. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  ...{
    a: 'аɑáàä',
    b: 'Ьḃ',
    c: 'сçć',
    d: 'ԁđ',
    e: 'еéèëē',
    g: 'ɡğ',
    h: 'һ',
    i: 'іíï',
    k: 'кķ',
    l: '1ӏĺ',
    m: 'мṁ',
  },
  ...{
    n: 'ñńո',
    o: 'оο0óöօø',
    p: 'рρṗ',
    q: 'ԛ',
    r: 'гŕ',
    s: 'ѕśš',
    t: 'тţť',
    u: 'υúüս',
    v: 'ѵν',
    x: 'хχ',
    y: 'уý',
  },
  ...{
    A: 'АΑÁÄᎪ',
    B: 'ВΒ',
    C: 'СÇᏟ',
    D: 'ĐᎠ',
    E: 'ЕΕÉË',
    G: 'ԌĞ',
    H: 'НΗ',
    I: 'ІΙÍӀ',
    K: 'КΚ',
    L: 'ᏞĹ',
    M: 'МΜ',
  },
  ...{
    N: 'ΝÑ',
    O: 'ОΟ0ÓÖØ',
    P: 'РΡᏢ',
    Q: 'Ԛ',
    R: 'ᎡŔ',
    S: 'ЅŚŠᏚ',
    T: 'ТΤŢŤ',
    U: 'ՍÚÜ',
    V: 'ѴᏙ',
    X: 'ХΧ',
    Y: 'УΥÝ',
  },
};

/** One letter at least is another that looks like it. */
export const confusables: Disguise = (text, random) => {
  const places = [...text].flatMap((letter, at) => (LOOKALIKES[letter] ? [at] : []));
  const sure = random.pick(places);
  return [...text]
    .map((letter, at) => {
      const like = LOOKALIKES[letter];
      return like && (at === sure || random.chance(0.4)) ? random.pick([...like]) : letter;
    })
    .join('');
};

const OVERLAYS = ['\u0336', '\u0335', '\u0332', '\u20d2', '\u0338', '\u0353'];

/** Struck through or underlined, by marks on each letter. */
export const struck: Disguise = (text, random) => {
  const mark = random.pick(OVERLAYS);
  return letters(text, (letter) => (/[\p{L}\p{N}]/u.test(letter) ? letter + mark : letter));
};

const PARTERS = [' ', '.', '-', '_', ' - ', '*', '🛑', '/', '·'];

/** `s.t.o.p`; of one word alone, two would run together. */
export const spelled: Disguise = (text, random) =>
  text.includes(' ') ? text : [...text].join(random.pick(PARTERS));
