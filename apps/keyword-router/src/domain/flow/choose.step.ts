import type { StepOf } from './flow.state.js';
import { put, withoutAnswer } from './question.js';
import type { StepKind } from './step-kind.js';

/** Lets choose by number or word; each choice may lead elsewhere. */
export const choose: StepKind<StepOf<'choose'>> = {
  reach: put,
  take(step, input, walk) {
    if (input.kind !== 'answer' || !input.answer.ok) return withoutAnswer(step, input, walk);
    const { value, choice } = input.answer;
    walk.keep(step, value);
    return { go: (choice === undefined ? undefined : step.choices[choice]?.next) ?? step.next };
  },
};
