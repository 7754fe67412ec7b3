import { durationMs } from '@parley/sms';
import type { StepOf } from './flow.state.js';
import type { StepKind } from './step-kind.js';

/** Asks for the opt-in, whose prompts and proof are the consent's own affair, and goes on once it is there. */
export const subscribe: StepKind<StepOf<'subscribe'>> = {
  reach(step, walk) {
    if (walk.context.consentOf(step.program) === 'in') return { go: step.next };
    const { flow } = walk.noted;
    const flowVersion = walk.flow?.revision ?? '';
    walk.effects.push({ kind: 'subscribe', program: step.program, flow, flowVersion, step: step.step });
    return { waitUntil: walk.context.nowMs + durationMs(step.timeout) };
  },
  take(step, input) {
    if (input.kind === 'consent' && input.program === step.program) return { go: step.next };
    if (input.kind !== 'timer') return undefined;
    return step.onTimeout === undefined ? { end: 'timeout' } : { go: step.onTimeout };
  },
};
