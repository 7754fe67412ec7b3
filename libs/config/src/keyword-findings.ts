import type { Entries, Entry } from './entries.js';
import { keywordActions, type KeywordEntry, type ProgramEntry } from './parley-file.schema.js';
import { patternFindings } from './pattern-findings.js';
import type { Finding } from './problem.js';
import { keywordReader, matchingForm, purposeOf, reservedIntent } from './router-rules.js';

const DEFAULT_COUNTRY = 'US';

/** Keywords that could never be reached, or that would stand in the way of a compliance word. */
export function keywordFindings(entries: Entries): Finding[] {
  const countries = new Map(entries.senders.map(({ value }) => [value.sender, value.country]));
  const countryOf = (sender: string) => countries.get(sender) ?? DEFAULT_COUNTRY;
  const bySender = Map.groupBy(entries.keywords, ({ value }) => value.sender);
  return [
    ...entries.keywords.flatMap(actionFindings),
    ...[...bySender].flatMap(([sender, keywords]) => senderFindings(keywords, countryOf(sender))),
    ...patternFindings(entries, countryOf),
    ...entries.programs.flatMap((program) => confirmWordFindings(program, countryOf(program.value.sender))),
  ];
}

function actionFindings({ path, value }: Entry<KeywordEntry>): Finding[] {
  const actions = keywordActions.filter((action) => value[action] !== undefined);
  if (actions.length === 1) return [];
  const said = actions.length === 0 ? 'nothing' : actions.join(' and ');
  const message = `The keyword "${value.keyword}" does ${said}; say exactly one of ${keywordActions.join(', ')}.`;
  return [{ path: [...path, 'keyword'], on: 'value', code: 'KEYWORD_ACTION', message }];
}

function senderFindings(keywords: readonly Entry<KeywordEntry>[], country: string): Finding[] {
  const first = new Map<string, Entry<KeywordEntry>>();
  const names = keywords.flatMap((entry): Finding[] => {
    const { keyword, sender } = entry.value;
    const at = { path: [...entry.path, 'keyword'], on: 'value' } as const;
    const wrong = unusable(keyword, country);
    if (wrong) return [{ ...at, ...wrong }];
    const form = matchingForm(keyword);
    if (!first.has(form)) {
      first.set(form, entry);
      return [];
    }
    const message = `The keyword "${keyword}" is declared twice on the sender "${sender}" (letter case and outer punctuation do not count); keep one of them.`;
    return [{ ...at, code: 'KEYWORD_DUPLICATE', message }];
  });
  const usable = [...first.values()];
  const reached = keywordReader(
    usable.map(({ value }) => value),
    country,
  );
  return [...names, ...usable.flatMap((entry) => aliasFindings(entry, country, reached))];
}

function aliasFindings(
  { path, value }: Entry<KeywordEntry>,
  country: string,
  reached: (text: string) => KeywordEntry | undefined,
): Finding[] {
  return value.aliases.flatMap((alias, index): Finding[] => {
    const at = { path: [...path, 'aliases', index], on: 'value' } as const;
    const wrong = unusable(alias, country);
    if (wrong) return [{ ...at, ...wrong }];
    const winner = reached(alias);
    if (winner === undefined || winner === value) return [];
    const message = `The alias "${alias}" is never reached: on the sender "${value.sender}" that text means the keyword "${winner.keyword}"; remove it.`;
    return [{ ...at, code: 'KEYWORD_UNREACHABLE', message }];
  });
}

function unusable(word: string, country: string): Pick<Finding, 'code' | 'message'> | undefined {
  if (matchingForm(word) === '') {
    const message = `${JSON.stringify(word)} holds nothing that a text is compared by; write a word.`;
    return { code: 'KEYWORD_UNREACHABLE', message };
  }
  const intent = reservedIntent(word, country);
  if (intent === undefined) return undefined;
  const message = `"${word}" is reserved: before any keyword it is ${purposeOf(intent)}; choose another word.`;
  return { code: 'KEYWORD_RESERVED', message };
}

function confirmWordFindings({ path, value }: Entry<ProgramEntry>, country: string): Finding[] {
  return value.confirmWords.flatMap((word, index): Finding[] => {
    const intent = reservedIntent(word, country);
    if (intent === undefined || intent === 'confirm') return [];
    const message = `"${word}" cannot confirm an opt-in: it is always ${purposeOf(intent)}; choose another word, such as YES.`;
    return [{ path: [...path, 'confirmWords', index], on: 'value', code: 'CONFIRM_WORD_RESERVED', message }];
  });
}
