interface Phrase<V> {
  readonly words: readonly string[];
  readonly value: V;
}

/** Finds which phrase begins at a place of a text; the longest wins. One Map lookup where none does. */
export class PhraseTable<V> {
  private readonly byFirstWord = new Map<string, Phrase<V>[]>();

  /** Phrases are words parted by one space; the first of two equal ones stays. */
  constructor(entries: Iterable<readonly [phrase: string, value: V]>) {
    for (const [phrase, value] of entries) {
      const words = phrase.split(' ');
      const first = words[0]!;
      const phrases = this.byFirstWord.get(first);
      if (phrases) phrases.push({ words, value });
      else this.byFirstWord.set(first, [{ words, value }]);
    }
    for (const phrases of this.byFirstWord.values()) phrases.sort((a, b) => b.words.length - a.words.length);
  }

  longestAt(words: readonly string[], at: number): Phrase<V> | undefined {
    const phrases = this.byFirstWord.get(words[at] ?? '');
    if (!phrases) return undefined;
    for (const phrase of phrases) if (standsAt(phrase.words, words, at)) return phrase;
    return undefined;
  }

  /** The phrase that is all of the text. */
  whole(words: readonly string[]): Phrase<V> | undefined {
    const phrase = this.longestAt(words, 0);
    return phrase?.words.length === words.length ? phrase : undefined;
  }
}

function standsAt(phrase: readonly string[], words: readonly string[], at: number): boolean {
  if (at + phrase.length > words.length) return false;
  for (let index = 1; index < phrase.length; index++) if (phrase[index] !== words[at + index]) return false;
  return true;
}
