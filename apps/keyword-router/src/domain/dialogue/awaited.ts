import type { PreferenceConfigured } from '@parley/contracts';
import { isForFreeWords, readAnswer, type Answer } from '../flow/read-answer.js';
import type { Meaning } from '../meaning.js';
import { asksForYes, type Dialogue } from './dialogue.js';

/** What a text means to a conversation that is in the middle of something, and where that stands among the rest. */
export interface Awaited {
  readonly meaning: Meaning;
  /**
   * `confirm`: before the words that confirm an opt-in (YES), as none is asked for; `keywords`: after every
   * compliance word; `handoff`: only when nothing else matches, as it is no answer.
   */
  readonly before: 'confirm' | 'keywords' | 'handoff';
  /** Whether every text would be that: a person reads along, or a flow asked for free words. */
  readonly takesAnything?: boolean | undefined;
  /** Where a flow asked. */
  readonly answer?: Answer | undefined;
}

const RULES_VERSION = '2026-11-01';

/** Undefined: nothing is awaited of a text. */
export function awaitedOf(
  dialogue: Dialogue,
  text: string,
  preference: (name: string) => PreferenceConfigured | undefined,
  country: string,
): Awaited | undefined {
  if (dialogue.support) {
    const rule = { rule: 'support/case', ruleVersion: RULES_VERSION, matched: dialogue.support.id };
    return { meaning: { intent: 'handoff', ...rule }, before: 'keywords', takesAnything: true };
  }
  const { run } = dialogue.flows;
  if (run?.asked.kind !== 'ask' && run?.asked.kind !== 'choose') return undefined;
  const answer = readAnswer(run.asked, text, preference, country);
  const rule = answer.ok ? 'flow/answer' : 'flow/no-answer';
  const meaning: Meaning = {
    intent: 'answer',
    rule,
    ruleVersion: RULES_VERSION,
    matched: `${run.flow}/${run.asked.step}`,
  };
  if (!answer.ok) return { meaning, before: 'handoff', answer };
  const takesAnything = isForFreeWords(run.asked, preference);
  return { meaning, before: asksForYes(dialogue) ? 'keywords' : 'confirm', takesAnything, answer };
}
