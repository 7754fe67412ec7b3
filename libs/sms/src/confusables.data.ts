/**
 * Letters that look like a Latin one, by the Latin letter: a part of Unicode UTS #39 `confusables.txt` (Cyrillic,
 * Greek, Armenian, Cherokee, Lisu, small capitals, Latin with a stroke). Whatever NFKD takes apart by itself
 * (full width, mathematical, circled, accented) needs no entry.
 */
const BY_LATIN: Readonly<Record<string, string>> = {
  A: 'АΑᎪꓮⱭ',
  B: 'ВΒᏴꓐ',
  C: 'СᏟꓚ',
  D: 'ᎠꓓĐÐƉ',
  E: 'ЕΕᎬꓰ',
  F: 'ϜꓝҒ',
  G: 'ԌᏀꓖ',
  H: 'НΗᎻꓧĦ',
  I: 'ІΙӀꓲ',
  J: 'ЈᎫꓙ',
  K: 'КΚᏦꓗ',
  L: 'ᏞꓡŁԼ',
  M: 'МΜᎷꓟ',
  N: 'ΝꓠՈ',
  O: 'ОΟՕꓳØ',
  P: 'РΡᏢꓑ',
  Q: 'Ԛ',
  R: 'ᎡᏒꓣ',
  S: 'ЅᏚꓢՏ',
  T: 'ТΤᎢꓔŦ',
  U: 'ՍꓴɄ',
  V: 'ѴᏙꓦ',
  W: 'ԜᎳꓪ',
  X: 'ХΧꓫ',
  Y: 'УΥҮꓬ',
  Z: 'ΖᏃꓜ',
  a: 'аɑαᴀ',
  b: 'ЬьʙƄ',
  c: 'сςᴄ',
  d: 'ԁᴅđɗ',
  e: 'еᴇҽɛєε',
  f: 'ꜰƒ',
  g: 'ɡցɢ',
  h: 'һհʜħ',
  i: 'іιıɪ',
  j: 'јϳᴊ',
  k: 'кκᴋ',
  l: 'ӏʟłǀ',
  m: 'мᴍ',
  n: 'пոηɴ',
  o: 'оοσօᴏøө',
  p: 'рρᴘ',
  q: 'ԛգ',
  r: 'гʀꭇ',
  s: 'ѕꜱ',
  t: 'тτᴛŧ',
  u: 'ᴜսυʋ',
  v: 'ѵνᴠ',
  w: 'ԝᴡш',
  x: 'хχ',
  y: 'уγʏү',
  z: 'ᴢʐ',
};

/** Alphabets of 26 in boxes and flags, which have no decomposition: where each begins. */
const BOXED_ALPHABETS = [0x1f150, 0x1f170, 0x1f1e6];

/** Cherokee's small letters are its capitals, written small. */
const CHEROKEE = /\p{Script=Cherokee}/u;

/** The Latin letter for each look-alike. */
export const LOOKALIKES: ReadonlyMap<string, string> = lookalikes();

function lookalikes(): Map<string, string> {
  const latin = new Map<string, string>();
  for (const [letter, alike] of Object.entries(BY_LATIN)) {
    for (const character of alike) {
      latin.set(character, letter);
      if (CHEROKEE.test(character)) latin.set(character.toLowerCase(), letter.toLowerCase());
    }
  }
  for (const first of BOXED_ALPHABETS) {
    for (let index = 0; index < 26; index++) {
      latin.set(String.fromCodePoint(first + index), String.fromCharCode(0x41 + index));
    }
  }
  return latin;
}
