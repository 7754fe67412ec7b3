import { foldConfusables } from '@parley/sms';
import { company, companyOfOptOut } from './compliance-dictionary.js';
import { isNumber } from './keyword-pattern.js';
import { neighboursOf } from './key-neighbours.js';
import { OPT_OUT_WORDS } from './opt-out-words.js';
import { readText, type Reading } from './reading.js';

/** Shorter words have too many neighbours that mean something (`end`: `and`, `ends`, `send`). */
const SHORTEST = 4;

/** Words of everyday language that lie a slip away from an opt-out, and are meant. */
const MEANT: ReadonlySet<string> = new Set([
  'top',
  'atop',
  'sop',
  'evoke',
  'qui',
  'quot',
  'cancels',
  'removes',
]);

/** By what was typed, the opt-out word that was probably meant. */
const nearMisses = new Map<string, string>();
/** By the word with every run of one letter written once: `stooop`, `cancell`. */
const runs = new Map<string, string>();
for (const { word, countries } of OPT_OUT_WORDS) {
  if (countries !== undefined || word.length < SHORTEST || !/^[a-z]+$/.test(word)) continue;
  runs.set(withoutRuns(word), word);
  for (const typed of slipsOf(word))
    if (!nearMisses.has(typed) && !MEANT.has(typed)) nearMisses.set(typed, word);
}

/**
 * The opt-out word that a text is one slip of the finger away from: two letters swapped, one missing, doubled or the
 * key beside it, or the word torn apart (`st op`). Whole texts only, harmless company aside. Ask only for
 * texts that are no compliance word: what those know already is never a near-miss.
 */
export function nearestOptOut(reading: Reading): string | undefined {
  if (!reading.complete) return undefined;
  const found = ofWords(reading.words);
  if (found !== undefined) return found;
  const folded = foldConfusables(reading.raw);
  return folded === reading.raw ? undefined : ofWords(readText(folded).words);
}

function ofWords(words: readonly string[]): string | undefined {
  if (words.length === 1) return nearestWord(words[0]!);
  const said = withoutCompany(words);
  if (said.length === 1) return nearestWord(said[0]!);
  return said.length === 2 ? torn(said[0]!, said[1]!) : undefined;
}

function nearestWord(typed: string): string | undefined {
  if (MEANT.has(typed)) return undefined;
  return nearMisses.get(typed) ?? (typed.length < SHORTEST ? undefined : runs.get(withoutRuns(typed)));
}

function torn(first: string, second: string): string | undefined {
  const word = runs.get(first + second);
  return word === first + second ? word : undefined;
}

function withoutCompany(words: readonly string[]): string[] {
  const said: string[] = [];
  for (let at = 0; at < words.length && said.length < 3;) {
    const length = (company.longestAt(words, at) ?? companyOfOptOut.longestAt(words, at))?.words.length;
    if (length === undefined && !isNumber(words[at]!)) said.push(words[at]!);
    at += length ?? 1;
  }
  return said;
}

function* slipsOf(word: string): Generator<string> {
  for (let at = 0; at < word.length; at++) {
    const before = word.slice(0, at);
    const letter = word[at]!;
    const after = word.slice(at + 1);
    yield before + after;
    if (after !== '') yield before + after[0]! + letter + after.slice(1);
    for (const key of neighboursOf(letter)) yield before + key + after;
  }
}

function withoutRuns(word: string): string {
  return word.replace(/(.)\1+/gu, '$1');
}
