import type { KeywordConfigured } from '@parley/contracts';
import { recognizeCompliance } from './compliance.js';
import { readText, type Reading } from './reading.js';

export interface KeywordMatch {
  readonly rule: 'keyword/exact' | 'keyword/first-word' | 'keyword/alias' | 'keyword/alias-first-word';
  /** The keyword or alias as it was written in parley.yaml. */
  readonly matched: string;
  readonly keyword: KeywordConfigured;
}

/** A keyword or alias that no text can reach, because the compliance words come first. */
export interface ReservedWord {
  readonly keyword: string;
  readonly word: string;
}

interface Entry {
  readonly written: string;
  readonly keyword: KeywordConfigured;
}

/** One family of words (keywords, or aliases): whole texts, and the words that a text begins with. */
class WordMaps {
  readonly exact = new Map<string, Entry>();
  readonly leading = new Map<string, Entry>();
  mostWords = 0;

  add(reading: Reading, entry: Entry): void {
    if (!this.exact.has(reading.normalized)) this.exact.set(reading.normalized, entry);
    if (reading.words.length === 0) return;
    const words = reading.words.join(' ');
    if (!this.leading.has(words)) this.leading.set(words, entry);
    this.mostWords = Math.max(this.mostWords, reading.words.length);
  }

  /** The entry with the most words among those that the text begins with. */
  begins(words: readonly string[]): Entry | undefined {
    for (let count = Math.min(this.mostWords, words.length); count > 1; count--) {
      const entry = this.leading.get(words.slice(0, count).join(' '));
      if (entry) return entry;
    }
    return words.length > 0 ? this.leading.get(words[0]!) : undefined;
  }
}

/**
 * The keywords of one sender, built once per revision of the configuration. A look-up costs a few Map reads,
 * with 10 keywords as with 10,000. Where two keywords are the same in matching form, the first by name stays.
 */
export class KeywordIndex {
  /** Left out; `parley apply` refuses them. */
  readonly reserved: readonly ReservedWord[];
  private readonly keywords = new WordMaps();
  private readonly aliases = new WordMaps();

  constructor(configured: readonly KeywordConfigured[], country: string) {
    const reserved: ReservedWord[] = [];
    const sorted = [...configured].sort((a, b) => (a.keyword < b.keyword ? -1 : 1));
    for (const keyword of sorted) {
      const add = (maps: WordMaps, word: string): void => {
        const reading = readText(word);
        if (recognizeCompliance(reading, country)) reserved.push({ keyword: keyword.keyword, word });
        else if (reading.normalized !== '') maps.add(reading, { written: word, keyword });
      };
      add(this.keywords, keyword.keyword);
      for (const alias of keyword.aliases) add(this.aliases, alias);
    }
    this.reserved = reserved;
  }

  /** Every keyword that the text could mean, best first: exact, first words, alias, alias as first words. */
  find({ normalized, words }: Reading): KeywordMatch[] {
    const matches: KeywordMatch[] = [];
    offer(matches, 'keyword/exact', this.keywords.exact.get(normalized));
    offer(matches, 'keyword/first-word', this.keywords.begins(words));
    offer(matches, 'keyword/alias', this.aliases.exact.get(normalized));
    offer(matches, 'keyword/alias-first-word', this.aliases.begins(words));
    return matches;
  }
}

function offer(matches: KeywordMatch[], rule: KeywordMatch['rule'], entry: Entry | undefined): void {
  if (!entry || matches.some((match) => match.keyword === entry.keyword)) return;
  matches.push({ rule, matched: entry.written, keyword: entry.keyword });
}
