import type { StepOf } from './flow.state.js';
import type { StepKind } from './step-kind.js';

/** The end, with a last word or without. */
export const end: StepKind<StepOf<'end'>> = {
  reach(step, walk) {
    if (step.text !== undefined) walk.say(step.text);
    return { end: 'done' };
  },
};
