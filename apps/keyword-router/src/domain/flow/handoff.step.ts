import type { StepOf } from './flow.state.js';
import type { StepKind } from './step-kind.js';

/** Gives the conversation to a person; the flow is over. */
export const handoff: StepKind<StepOf<'handoff'>> = {
  reach(step, walk) {
    if (step.text !== undefined) walk.say(step.text);
    walk.effects.push({ kind: 'handoff', flow: walk.noted.flow, step: step.step });
    return { end: 'handoff' };
  },
};
