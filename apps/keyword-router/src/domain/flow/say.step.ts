import type { StepOf } from './flow.state.js';
import type { StepKind } from './step-kind.js';

/** Says a text and goes on. */
export const say: StepKind<StepOf<'say'>> = {
  reach(step, walk) {
    walk.say(step.text);
    return { go: step.next };
  },
};
