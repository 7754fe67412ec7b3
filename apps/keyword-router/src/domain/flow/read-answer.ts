import type { PreferenceConfigured } from '@parley/contracts';
import { readText } from '@parley/intents';
import { readPreferenceValue } from '@parley/sms';
import type { Question } from './question.js';
import type { StepOf } from './flow.state.js';

/** A text as the answer to a question: what it says, or that it is none. */
export type Answer =
  | { readonly ok: true; readonly value: string | number; readonly choice?: number | undefined }
  | { readonly ok: false };

const NONE: Answer = Object.freeze({ ok: false });
const LONGEST = 640;

/** Reads a text by the question that was asked: a choice by number or word, a preference by its type, free words. */
export function readAnswer(
  step: Question,
  text: string,
  preference: (name: string) => PreferenceConfigured | undefined,
  country: string,
): Answer {
  if (step.kind === 'choose') return readChoice(step, text);
  const configured = step.preference === undefined ? undefined : preference(step.preference);
  if (configured) {
    const read = readPreferenceValue(configured, text, country);
    return read.ok ? { ok: true, value: read.value } : NONE;
  }
  const words = text.trim();
  return words === '' || words.length > LONGEST ? NONE : { ok: true, value: words };
}

/** Whether any words at all are an answer. */
export function isForFreeWords(
  step: Question,
  preference: (name: string) => PreferenceConfigured | undefined,
): boolean {
  if (step.kind === 'choose') return false;
  const configured = step.preference === undefined ? undefined : preference(step.preference);
  return configured === undefined || configured.type === 'text';
}

function readChoice(step: StepOf<'choose'>, text: string): Answer {
  const reading = readText(text);
  const said = (word: string) => readText(word).normalized === reading.normalized;
  const byWord = step.choices.findIndex(({ label, words }) => said(label) || words.some(said));
  const choice = byWord >= 0 ? byWord : numberIn(reading.words, step.choices.length) - 1;
  const chosen = step.choices[choice];
  return chosen ? { ok: true, value: chosen.value ?? chosen.label, choice } : NONE;
}

/** The one number of a short text: "2", "2.", "number 2". 0 when there is none, or more than one. */
function numberIn(words: readonly string[], most: number): number {
  if (words.length > 3) return 0;
  const numbers = words.filter((word) => /^\d{1,2}$/.test(word)).map(Number);
  const [number = 0] = numbers;
  return numbers.length === 1 && number <= most ? number : 0;
}
