import { foldConfusables } from '@parley/sms';
import type { ComplianceWord } from './compliance-words.js';
import {
  company,
  companyOfOptOut,
  complianceDictionary,
  type ComplianceDictionary,
} from './compliance-dictionary.js';
import type { PhraseTable } from './phrase-table.js';
import { mayBegin } from './first-words.js';
import { readText, type Reading } from './reading.js';
import { recognizeRevocation } from './revocation.js';
import { withoutSpelling } from './spelling.js';

/** What a compliance rule found; `program` scope is left to whoever knows the conversation. */
export interface ComplianceMatch {
  readonly intent: 'opt_out' | 'opt_in' | 'confirm' | 'help';
  readonly rule: string;
  /** The rule's own word or phrase. */
  readonly matched: string;
  /** Set where the word itself reaches everything on the sender. */
  readonly scope?: 'sender' | undefined;
}

/** Looks at a text in one way; the first that recognises something decides. */
type Recognizer = (reading: Reading, dictionary: ComplianceDictionary) => ComplianceMatch | undefined;

/** Strictest first, so that the explanation names the plainest reason. */
const OPT_OUT: readonly Recognizer[] = [
  exactOptOut,
  optOutInCompany,
  spelledOptOut,
  revocation,
  lookAlikeOptOut,
];

/** Then the words that must be meant: no look-alikes, no guesses. */
const RECOGNIZERS: readonly Recognizer[] = [
  ...OPT_OUT,
  (reading, { help }) => amongCompany('help', 'compliance/help', reading, help),
  (reading, { optIn }) => amongCompany('opt_in', 'compliance/opt-in', reading, optIn),
  (reading, { confirm }) => amongCompany('confirm', 'compliance/confirm', reading, confirm),
];

/** Whether a text to a sender of this country is a compliance word. Nothing else can take these texts. */
export function recognizeCompliance(reading: Reading, country: string): ComplianceMatch | undefined {
  if (!reading.complete) return undefined;
  const dictionary = complianceDictionary(country);
  // Most texts begin like none of these: only their look-alike may.
  if (!mayBegin(reading.words[0])) return lookAlikeOptOut(reading, dictionary);
  for (const recognize of RECOGNIZERS) {
    const match = recognize(reading, dictionary);
    if (match) return match;
  }
  return undefined;
}

/**
 * An opt-out that is one part of a longer text by itself: whoever sends STOP after a long text, and whose phone makes one
 * of them, means it. Opt-outs alone: a part that says HELP or START may be in the middle of a sentence.
 */
export function optOutInPart(parts: readonly string[], country: string): ComplianceMatch | undefined {
  for (const part of parts) {
    const match = recognizeCompliance(readText(part), country);
    if (match?.intent === 'opt_out') return { ...match, rule: `${match.rule}-in-part` };
  }
  return undefined;
}

/** `STOP`, `Opt-Out.` */
function exactOptOut({ words }: Reading, { optOut }: ComplianceDictionary): ComplianceMatch | undefined {
  const found = optOut.whole(words)?.value;
  return found && optOutBy('compliance/opt-out', found);
}

/** `stop please`, `STOP 12345`, `Stop. Thank you`, `STOP END QUIT` */
function optOutInCompany({ words }: Reading, { optOut }: ComplianceDictionary): ComplianceMatch | undefined {
  const found = onlyAmong(words, optOut, companyOfOptOut);
  return found && optOutBy('compliance/opt-out-in-company', found);
}

/** `S T O P`, `please s.t.o.p` */
function spelledOptOut({ words }: Reading, { optOut }: ComplianceDictionary): ComplianceMatch | undefined {
  const read = withoutSpelling(words, (word) => optOut.whole([word]) !== undefined);
  const found = read && onlyAmong(read, optOut, companyOfOptOut);
  return found && optOutBy('compliance/opt-out-spelled', found);
}

/** `please stop texting me`, `take me off your list`; and with more of it beside: `STOP stop texting me`, `yes, no more texts` */
function revocation({ words }: Reading, { optOut }: ComplianceDictionary): ComplianceMatch | undefined {
  let start = 0;
  for (;;) {
    const found =
      recognizeRevocation(words.slice(start)) ?? recognizeRevocation(withoutLast(words, start, optOut));
    if (found) {
      return { intent: 'opt_out', rule: 'compliance/revocation', matched: found.phrase, scope: found.scope };
    }
    const beside = optOut.longestAt(words, start) ?? companyOfOptOut.longestAt(words, start);
    if (!beside) return undefined;
    start += beside.words.length;
  }
}

function withoutLast(
  words: readonly string[],
  start: number,
  optOut: PhraseTable<ComplianceWord>,
): readonly string[] {
  let end = words.length;
  while (end > start && optOut.whole([words[end - 1]!])) end -= 1;
  return end === words.length ? [] : words.slice(start, end);
}

/** `ЅТОР` in Cyrillic letters, `ST0P`: read once more as the Latin letters that they look like. */
function lookAlikeOptOut(reading: Reading, dictionary: ComplianceDictionary): ComplianceMatch | undefined {
  const raw = foldConfusables(reading.raw);
  if (raw === reading.raw) return undefined;
  const folded = readText(raw);
  for (const recognize of OPT_OUT) {
    if (recognize === lookAlikeOptOut) continue;
    const match = recognize(folded, dictionary);
    if (match) return { ...match, rule: 'compliance/opt-out-look-alike' };
  }
  return undefined;
}

function amongCompany(
  intent: ComplianceMatch['intent'],
  rule: string,
  { words }: Reading,
  table: PhraseTable<ComplianceWord>,
): ComplianceMatch | undefined {
  const found = onlyAmong(words, table, company);
  return found && { intent, rule, matched: found.word };
}

const DIGITS = /^\p{Nd}+$/u;

/** The compliance word of a text that holds nothing but such words and harmless company. */
function onlyAmong(
  words: readonly string[],
  table: PhraseTable<ComplianceWord>,
  harmless: PhraseTable<boolean>,
): ComplianceWord | undefined {
  let found: ComplianceWord | undefined;
  for (let at = 0; at < words.length;) {
    const hit = table.longestAt(words, at);
    if (hit && (found === undefined || hit.value.scope)) found = hit.value;
    const length = (hit ?? harmless.longestAt(words, at))?.words.length;
    // Digits beside a YES may be an answer (a birth date); beside a STOP they are the sender's number.
    if (length === undefined && !(harmless === companyOfOptOut && DIGITS.test(words[at]!))) return undefined;
    at += length ?? 1;
  }
  return found;
}

function optOutBy(rule: string, { word, scope }: ComplianceWord): ComplianceMatch {
  return { intent: 'opt_out', rule, matched: word, scope };
}
