import { durationMs } from '@parley/sms';
import type { StepOf } from './flow.state.js';
import type { StepKind } from './step-kind.js';

/** Lets time pass. */
export const wait: StepKind<StepOf<'wait'>> = {
  reach: (step, walk) => ({ waitUntil: walk.context.nowMs + durationMs(step.for) }),
  take: (step, input) => (input.kind === 'timer' ? { go: step.next } : undefined),
};
