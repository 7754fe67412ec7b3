import type { KeywordConfigured } from '@parley/contracts';
import type { Reading } from './reading.js';

/** A keyword by one of its words, as written in parley.yaml. */
export interface WordEntry {
  readonly written: string;
  readonly keyword: KeywordConfigured;
}

/** What a text means by its words: as a whole, and by those that it begins with, the most words first. */
export interface WordMatches {
  keyword: WordEntry | undefined;
  keywordBegins: readonly WordEntry[];
  alias: WordEntry | undefined;
  aliasBegins: readonly WordEntry[];
}

interface Slot {
  keyword: WordEntry | undefined;
  keywordBegins: WordEntry | undefined;
  alias: WordEntry | undefined;
  aliasBegins: WordEntry | undefined;
  /** How many words the longest has that begins with this one. */
  longest: number;
}

const NONE: readonly WordEntry[] = [];

/** Keywords and aliases by their words, in one Map: with thousands of keywords each read of it is what costs. */
export class KeywordWords {
  private readonly slots = new Map<string, Slot>();

  /** The first of two that are the same in matching form stays. */
  add(family: 'keyword' | 'alias', { normalized, words }: Reading, entry: WordEntry): void {
    this.slotOf(normalized)[family] ??= entry;
    if (words.length === 0) return;
    this.slotOf(words.join(' '))[`${family}Begins`] ??= entry;
    const first = this.slotOf(words[0]!);
    first.longest = Math.max(first.longest, words.length);
  }

  find({ normalized, words }: Reading): WordMatches {
    const whole = this.slots.get(normalized);
    const first = words[0] === undefined || words[0] === normalized ? whole : this.slots.get(words[0]);
    const matches: WordMatches = {
      keyword: whole?.keyword,
      keywordBegins: NONE,
      alias: whole?.alias,
      aliasBegins: NONE,
    };
    if (first === undefined || words.length === 0) return matches;
    for (let count = Math.min(first.longest, words.length); count > 1; count--)
      addBegins(matches, this.slots.get(words.slice(0, count).join(' ')));
    addBegins(matches, first);
    return matches;
  }

  private slotOf(words: string): Slot {
    let slot = this.slots.get(words);
    if (!slot) {
      slot = {
        keyword: undefined,
        keywordBegins: undefined,
        alias: undefined,
        aliasBegins: undefined,
        longest: 1,
      };
      this.slots.set(words, slot);
    }
    return slot;
  }
}

function addBegins(matches: WordMatches, slot: Slot | undefined): void {
  if (slot?.keywordBegins) matches.keywordBegins = [...matches.keywordBegins, slot.keywordBegins];
  if (slot?.aliasBegins) matches.aliasBegins = [...matches.aliasBegins, slot.aliasBegins];
}
