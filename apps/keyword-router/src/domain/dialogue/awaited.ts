import type { PreferenceConfigured } from '@parley/contracts';
import type { InDialogue, Meaning } from '@parley/intents';
import { isForFreeWords, readAnswer, type Answer } from '../flow/read-answer.js';
import { asksForYes, type Dialogue } from './dialogue.js';

/** What a text means to the conversation's flow or case. */
export interface Awaited extends InDialogue {
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
