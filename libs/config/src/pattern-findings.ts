import type { Entries, Entry } from './entries.js';
import type { KeywordEntry } from './parley-file.schema.js';
import type { Finding } from './problem.js';
import {
  keywordReader,
  parsePattern,
  patternRelation,
  patternSample,
  patternWords,
  reservedIntent,
  type KeywordPattern,
} from './router-rules.js';

/** More would make the comparison of all with all take seconds. */
const MOST_ON_A_SENDER = 1000;

interface Written {
  readonly entry: Entry<KeywordEntry>;
  readonly path: Finding['path'];
  readonly pattern: KeywordPattern;
}

/** Patterns that cannot be read, that no text reaches, or of which nobody could say which is meant. */
export function patternFindings(entries: Entries, countryOf: (sender: string) => string): Finding[] {
  const bySender = Map.groupBy(entries.keywords, ({ value }) => value.sender);
  return [...bySender].flatMap(([sender, keywords]) => senderFindings(sender, keywords, countryOf(sender)));
}

function senderFindings(
  sender: string,
  keywords: readonly Entry<KeywordEntry>[],
  country: string,
): Finding[] {
  const readable: Written[] = [];
  const findings: Finding[] = [];
  for (const entry of keywords) {
    (entry.value.patterns ?? []).forEach((written, index) => {
      const path = [...entry.path, 'patterns', index];
      const parsed = parsePattern(written);
      if (parsed.ok) return void readable.push({ entry, path, pattern: parsed.pattern });
      findings.push(finding(path, 'PATTERN_INVALID', `The pattern "${written}" ${parsed.why}.`));
    });
  }
  if (readable.length === 0) return findings;
  if (readable.length > MOST_ON_A_SENDER) {
    const message = `The sender "${sender}" has ${readable.length} patterns, at most ${MOST_ON_A_SENDER} are allowed; use keywords and aliases where a word will do.`;
    return [...findings, finding(readable[MOST_ON_A_SENDER]!.path, 'PATTERN_TOO_MANY', message)];
  }
  const words = keywords.map(({ value }) => ({ ...value, patterns: undefined }));
  const reached = keywordReader(words, country);
  return [
    ...findings,
    ...readable.flatMap((each) => reachFindings(each, country, reached)),
    ...readable.flatMap((each, at) => againstEarlier(each, readable.slice(0, at))),
  ];
}

function reachFindings(
  { entry, path, pattern }: Written,
  country: string,
  reached: (text: string) => KeywordEntry | undefined,
): Finding[] {
  const { written } = pattern;
  if (reservedIntent(patternWords(pattern), country) === 'opt_out') {
    const message = `The pattern "${written}" is reserved: its words are an opt-out, and what people write around one is not for keywords to take; choose other words.`;
    return [finding(path, 'KEYWORD_RESERVED', message)];
  }
  const sample = patternSample(pattern);
  const winner = reached(sample.text);
  // Its own keyword takes the text by its first words; the pattern then still says what was written there.
  if (winner === undefined || (winner.keyword === entry.value.keyword && sample.captures)) return [];
  const message = `The pattern "${written}" is never reached: a text such as "${sample.text}" means the keyword "${winner.keyword}" by its words already; remove it.`;
  return [finding(path, 'KEYWORD_UNREACHABLE', message)];
}

function againstEarlier(each: Written, earlier: readonly Written[]): Finding[] {
  for (const other of earlier) {
    const relation = patternRelation(each.pattern, other.pattern);
    const [one, two] = [each.pattern.written, other.pattern.written];
    const whose = `"${two}" of the keyword "${other.entry.value.keyword}"`;
    if (relation === 'equal') {
      const message = `The pattern "${one}" is never reached: it fits the same texts as ${whose}; remove one of them.`;
      return [finding(each.path, 'KEYWORD_UNREACHABLE', message)];
    }
    if (relation === 'overlapping' && other.entry !== each.entry) {
      const message = `The patterns "${one}" and ${whose} both fit some texts, and neither is the more specific one; make them differ in a word.`;
      return [finding(each.path, 'PATTERN_AMBIGUOUS', message)];
    }
  }
  return [];
}

function finding(path: Finding['path'], code: Finding['code'], message: string): Finding {
  return { path, on: 'value', code, message };
}
