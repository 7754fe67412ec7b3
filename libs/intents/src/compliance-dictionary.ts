import {
  COMPANY,
  CONFIRM_WORDS,
  HELP_WORDS,
  OPT_IN_WORDS,
  REASONS,
  type ComplianceWord,
} from './compliance-words.js';
import { OPT_OUT_WORDS } from './opt-out-words.js';
import { PhraseTable } from './phrase-table.js';

/** The compliance words that hold for the senders of one country, ready to look up. */
export interface ComplianceDictionary {
  readonly optOut: PhraseTable<ComplianceWord>;
  readonly optIn: PhraseTable<ComplianceWord>;
  readonly confirm: PhraseTable<ComplianceWord>;
  readonly help: PhraseTable<ComplianceWord>;
}

/** Harmless company of any compliance word. */
export const company = new PhraseTable(COMPANY.map((words) => [words, true] as const));

/** Beside an opt-out, a YES, a HELP or a reason changes nothing either: the opt-out is what counts. */
export const companyOfOptOut = new PhraseTable(
  [...COMPANY, ...REASONS, ...[...CONFIRM_WORDS, ...HELP_WORDS].map(({ word }) => word)].map(
    (words) => [words, true] as const,
  ),
);

const dictionaries = new Map<string, ComplianceDictionary>();

/** ISO 3166 country of the sender; for an unknown one, the words that hold everywhere. */
export function complianceDictionary(country: string): ComplianceDictionary {
  let dictionary = dictionaries.get(country);
  if (!dictionary) {
    dictionary = {
      optOut: tableOf(OPT_OUT_WORDS, country),
      optIn: tableOf(OPT_IN_WORDS, country),
      confirm: tableOf(CONFIRM_WORDS, country),
      help: tableOf(HELP_WORDS, country),
    };
    dictionaries.set(country, dictionary);
  }
  return dictionary;
}

function tableOf(words: readonly ComplianceWord[], country: string): PhraseTable<ComplianceWord> {
  const valid = words.filter(({ countries }) => countries === undefined || countries.includes(country));
  return new PhraseTable(valid.map((word) => [word.word, word] as const));
}
