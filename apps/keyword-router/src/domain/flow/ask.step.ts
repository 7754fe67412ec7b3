import type { StepOf } from './flow.state.js';
import { put, withoutAnswer } from './question.js';
import type { StepKind } from './step-kind.js';

/** Asks, waits for the answer, and keeps it. */
export const ask: StepKind<StepOf<'ask'>> = {
  reach: put,
  take(step, input, walk) {
    if (input.kind !== 'answer' || !input.answer.ok) return withoutAnswer(step, input, walk);
    walk.keep(step, input.answer.value);
    return { go: step.next };
  },
};
