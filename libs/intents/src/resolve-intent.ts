import { COMPLIANCE_VERSION } from './compliance-words.js';
import { optOutInPart, recognizeCompliance } from './compliance.js';
import type { InDialogue } from './in-dialogue.js';
import type { KeywordMatch } from './keyword-index.js';
import type { Meaning, Resolution } from './meaning.js';
import { nearMissMeaning } from './near-miss.meaning.js';
import { reachOfOptOut } from './opt-out-reach.js';
import { readText, type Reading } from './reading.js';
import type { SenderDictionary } from './sender-dictionary.js';

export interface ResolveInput {
  /** As the person wrote it. */
  readonly text: string;
  /** What it was put together from, where it came in parts. */
  readonly parts?: readonly string[] | undefined;
  /** Undefined: no such sender is configured. */
  readonly dictionary: SenderDictionary | undefined;
  /** The program that the conversation was last about. */
  readonly lastProgram?: string | undefined;
  /** What a flow or a case makes of this text. */
  readonly inDialogue?: InDialogue | undefined;
}

/** Version of the rules below that read no data of their own. */
const RULES_VERSION = '2026-11-01';

/**
 * What a text means: compliance words first, then what a flow or a case waits for, then the sender's keywords
 * (exact, first words, alias, pattern), then near-misses of an opt-out, then what is no answer to a flow's question,
 * then hand-off. Where every text would do (a case, a question for free words) a near-miss that opts out comes first:
 * who asks to be left alone is not heard as something else. Everything else that would have matched is in
 * `alternatives`, in the same order. Pure; some 3 microseconds, whatever the number of keywords.
 */
export function resolveIntent(input: ResolveInput): Resolution {
  const { text, parts, dictionary, lastProgram, inDialogue } = input;
  const reading = readText(text);
  if (!dictionary) return unknownSender(reading);
  const meanings: Meaning[] = [];
  const compliance = complianceMeaning(reading, parts, dictionary, lastProgram);
  const beforeYes = inDialogue?.before === 'confirm' && compliance?.intent === 'confirm';
  if (inDialogue && beforeYes) meanings.push(inDialogue.meaning);
  if (compliance) meanings.push(compliance);
  if (inDialogue && !beforeYes && inDialogue.before !== 'handoff') meanings.push(inDialogue.meaning);
  const answer = compliance?.intent === 'confirm' ? undefined : confirmation(reading, dictionary);
  // Only where the conversation is about that program does its word come before a keyword.
  const awaited = answer !== undefined && isAwaited(reading, dictionary, lastProgram);
  if (answer && awaited) meanings.push(answer);
  for (const match of dictionary.keywords.find(reading)) {
    meanings.push(keywordMeaning(match, dictionary, lastProgram));
  }
  if (answer && !awaited) meanings.push(answer);
  const optsOut = inDialogue?.takesAnything && dictionary.sender.fuzzyOptOut === 'opt_out';
  if (meanings.length === 0 || (optsOut && meanings.length === 1 && meanings[0] === inDialogue.meaning)) {
    const nearMiss = nearMissMeaning(reading, dictionary, lastProgram);
    if (nearMiss) meanings.unshift(nearMiss);
  }
  if (inDialogue?.before === 'handoff') meanings.push(inDialogue.meaning);
  const [meaning = handoff(dictionary), ...alternatives] = meanings;
  return { ...meaning, normalized: reading.normalized, alternatives };
}

function complianceMeaning(
  reading: Reading,
  parts: readonly string[] | undefined,
  dictionary: SenderDictionary,
  lastProgram: string | undefined,
): Meaning | undefined {
  const { country } = dictionary.sender;
  const whole = recognizeCompliance(reading, country);
  const match = whole?.intent === 'opt_out' || !parts ? whole : (optOutInPart(parts, country) ?? whole);
  if (!match) return undefined;
  const { intent, rule, matched } = match;
  const meaning = { intent, rule, ruleVersion: COMPLIANCE_VERSION, matched };
  switch (intent) {
    case 'opt_out':
      return { ...meaning, ...reachOfOptOut({ ...dictionary, lastProgram }, match.scope === 'sender') };
    case 'help':
      return { ...meaning, answer: { kind: 'help', text: dictionary.sender.helpText } };
    case 'opt_in':
      return { ...meaning, program: onlyOne(dictionary.programs) };
    case 'confirm':
      return { ...meaning, program: onlyOne(dictionary.confirmWords.get(matched)) };
  }
}

/** A word that confirms a program; which one is said only where no other program has the word. */
function confirmation(reading: Reading, { confirmWords }: SenderDictionary): Meaning | undefined {
  const programs = confirmWords.get(reading.normalized);
  if (!programs) return undefined;
  return {
    intent: 'confirm',
    rule: 'answer/confirm-word',
    ruleVersion: RULES_VERSION,
    matched: reading.normalized,
    program: onlyOne(programs),
  };
}

function isAwaited(
  reading: Reading,
  { confirmWords }: SenderDictionary,
  lastProgram: string | undefined,
): boolean {
  return lastProgram !== undefined && (confirmWords.get(reading.normalized)?.includes(lastProgram) ?? false);
}

function keywordMeaning(
  { rule, matched, keyword, captured }: KeywordMatch,
  dictionary: SenderDictionary,
  lastProgram: string | undefined,
): Meaning {
  const { action, program, reply, revision, flow } = keyword;
  const meaning = {
    intent: action,
    rule,
    ruleVersion: revision,
    matched,
    keyword: keyword.keyword,
    captured,
  };
  switch (action) {
    case 'reply':
      return { ...meaning, answer: reply ? { kind: 'reply', text: reply } : undefined };
    case 'help':
      return { ...meaning, answer: { kind: 'help', text: dictionary.sender.helpText } };
    case 'flow':
      return { ...meaning, flow };
    case 'subscribe':
      return { ...meaning, program: program ?? onlyOne(dictionary.programs) };
    case 'unsubscribe':
      return program === undefined
        ? { ...meaning, ...reachOfOptOut({ ...dictionary, lastProgram }, false) }
        : { ...meaning, scope: 'program', program, scopeRule: 'scope/keyword' };
  }
}

function handoff({ sender, awaitsAnswers }: SenderDictionary): Meaning {
  return {
    intent: 'handoff',
    rule: 'none/not-understood',
    ruleVersion: RULES_VERSION,
    matched: '',
    answer:
      sender.fallbackText === undefined
        ? undefined
        : { kind: 'fallback', text: sender.fallbackText, ...(awaitsAnswers && { deferred: true }) },
  };
}

/** Nobody's text: nothing is answered, but a compliance word is named, for whoever looks into it. */
function unknownSender(reading: Reading): Resolution {
  const match = recognizeCompliance(reading, '');
  const alternatives = match ? [{ ...match, ruleVersion: COMPLIANCE_VERSION }] : [];
  return {
    intent: 'handoff',
    rule: 'none/unknown-sender',
    ruleVersion: RULES_VERSION,
    matched: '',
    normalized: reading.normalized,
    alternatives,
  };
}

/** A name is said only where there is no choice; several leave it to whoever knows what is pending. */
function onlyOne(names: readonly string[] | undefined): string | undefined {
  return names?.length === 1 ? names[0] : undefined;
}
