const FEWEST_LETTERS = 3;

/**
 * Puts letters that stand alone together again, run by run: `please s t o p` is `please stop`, and a run that says
 * two words is parted into them. Undefined where there is no such run, or one says none of the words.
 */
export function withoutSpelling(
  words: readonly string[],
  isWord: (word: string) => boolean,
): readonly string[] | undefined {
  if (!hasRun(words)) return undefined;
  const read: string[] = [];
  for (let at = 0; at < words.length;) {
    let end = at;
    while (end < words.length && isLetter(words[end]!)) end += 1;
    if (end - at < FEWEST_LETTERS) {
      read.push(words[at]!);
      at += 1;
      continue;
    }
    const parts = partsOf(words.slice(at, end).join(''), isWord);
    if (!parts) return undefined;
    read.push(...parts);
    at = end;
  }
  return read;
}

function hasRun(words: readonly string[]): boolean {
  let letters = 0;
  for (const word of words) {
    letters = isLetter(word) ? letters + 1 : 0;
    if (letters === FEWEST_LETTERS) return true;
  }
  return false;
}

/** A digit beside the letters is the sender's number, not one of them. */
function isLetter(word: string): boolean {
  return word.length === 1 && (word < '0' || word > '9');
}

/** The longest word first: `stopallstop` is `stopall stop`. */
function partsOf(run: string, isWord: (word: string) => boolean): string[] | undefined {
  const parts: string[] = [];
  for (let at = 0; at < run.length;) {
    let end = run.length;
    while (end > at && !isWord(run.slice(at, end))) end -= 1;
    if (end === at) return undefined;
    parts.push(run.slice(at, end));
    at = end;
  }
  return parts;
}
