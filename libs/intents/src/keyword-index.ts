import type { KeywordConfigured } from '@parley/contracts';
import { recognizeCompliance } from './compliance.js';
import { KeywordWords, type WordEntry } from './keyword-words.js';
import { parsePattern, type KeywordPattern } from './keyword-pattern.js';
import { PatternIndex } from './pattern-index.js';
import { readText, type Reading } from './reading.js';

export interface KeywordMatch {
  readonly rule:
    'keyword/exact' | 'keyword/first-word' | 'keyword/alias' | 'keyword/alias-first-word' | 'keyword/pattern';
  /** The keyword, alias or pattern as it was written in parley.yaml. */
  readonly matched: string;
  readonly keyword: KeywordConfigured;
  /** What the placeholders of the keyword's own pattern took. */
  readonly captured?: Readonly<Record<string, string>> | undefined;
}

/** A keyword or alias that no text can reach, because the compliance words come first. */
export interface ReservedWord {
  readonly keyword: string;
  readonly word: string;
}

/**
 * The keywords of one sender, built once per revision of the configuration. A look-up costs one or two Map
 * reads, with 10 keywords as with 10,000. Where two keywords are the same in matching form, the first by name stays.
 */
export class KeywordIndex {
  /** Left out; `parley apply` refuses them. */
  readonly reserved: readonly ReservedWord[];
  private readonly words = new KeywordWords();
  private readonly patterns: PatternIndex<KeywordConfigured> | undefined;

  constructor(configured: readonly KeywordConfigured[], country: string) {
    const reserved: ReservedWord[] = [];
    const patterns: [KeywordPattern, KeywordConfigured][] = [];
    const sorted = [...configured].sort((a, b) => (a.keyword < b.keyword ? -1 : 1));
    for (const keyword of sorted) {
      const add = (family: 'keyword' | 'alias', word: string): void => {
        const reading = readText(word);
        if (recognizeCompliance(reading, country)) reserved.push({ keyword: keyword.keyword, word });
        else if (reading.normalized !== '') this.words.add(family, reading, { written: word, keyword });
      };
      add('keyword', keyword.keyword);
      for (const alias of keyword.aliases) add('alias', alias);
      for (const written of keyword.patterns ?? []) {
        const parsed = parsePattern(written);
        if (parsed.ok) patterns.push([parsed.pattern, keyword]);
      }
    }
    this.reserved = reserved;
    this.patterns = patterns.length === 0 ? undefined : new PatternIndex(patterns);
  }

  /** Every keyword that the text could mean, best first: exact, first words, alias, alias as first words, pattern. */
  find(reading: Reading): KeywordMatch[] {
    const matches: KeywordMatch[] = [];
    const { keyword, keywordBegins, alias, aliasBegins } = this.words.find(reading);
    offer(matches, 'keyword/exact', keyword);
    for (const entry of keywordBegins) offer(matches, 'keyword/first-word', entry);
    offer(matches, 'keyword/alias', alias);
    for (const entry of aliasBegins) offer(matches, 'keyword/alias-first-word', entry);
    return this.patterns ? withPatterns(matches, this.patterns, reading) : matches;
  }
}

/** A keyword that was found by its words already gets what its own pattern takes from the text. */
function withPatterns(
  matches: KeywordMatch[],
  patterns: PatternIndex<KeywordConfigured>,
  reading: Reading,
): KeywordMatch[] {
  for (const { pattern, value: keyword, captured: taken } of patterns.find(reading)) {
    const captured = Object.keys(taken).length === 0 ? undefined : taken;
    const at = matches.findIndex((match) => match.keyword === keyword);
    if (at < 0) matches.push({ rule: 'keyword/pattern', matched: pattern.written, keyword, captured });
    else if (matches[at]!.rule !== 'keyword/pattern') matches[at] = { ...matches[at]!, captured };
  }
  return matches;
}

function offer(matches: KeywordMatch[], rule: KeywordMatch['rule'], entry: WordEntry | undefined): void {
  if (!entry || matches.some((match) => match.keyword === entry.keyword)) return;
  matches.push({ rule, matched: entry.written, keyword: entry.keyword });
}
