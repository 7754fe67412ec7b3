import { durationMs } from '@parley/sms';
import type { FlowInput } from './flow.input.js';
import type { StepOf } from './flow.state.js';
import type { Walk, Way } from './walk.js';

export type Question = StepOf<'ask' | 'choose'>;

/** The question as it is put to the person. */
export function questionText(step: Question): string {
  if (step.kind === 'ask' || !step.list) return step.text;
  const choices = step.choices.map(({ label }, index) => `${index + 1} ${label}`);
  return [step.text, ...choices].join('\n');
}

export function put(step: Question, walk: Walk): Way {
  walk.note({ tries: 0 });
  walk.say(questionText(step));
  return { waitUntil: walk.context.nowMs + durationMs(step.timeout) };
}

/** No answer, or a wrong one: asks again as often as the step allows. A right one is the step's own. */
export function withoutAnswer(step: Question, input: FlowInput, walk: Walk): Way | undefined {
  if (input.kind === 'timer') return leave(step.onTimeout, 'timeout');
  if (input.kind !== 'answer' || input.answer.ok) return undefined;
  const { tries } = walk.noted;
  if (tries >= step.retries) return leave(step.otherwise, 'no_answer');
  walk.note({ tries: tries + 1 });
  walk.say(step.invalidText ?? questionText(step));
  return { waitUntil: walk.context.nowMs + durationMs(step.timeout) };
}

function leave(target: string | undefined, end: 'timeout' | 'no_answer'): Way {
  return target === undefined ? { end } : { go: target };
}
