import type { StepOf } from './flow.state.js';
import type { StepKind } from './step-kind.js';

/**
 * Gives a code: the same to everybody at once; one of a pool when it was drawn. Drawing is an event of its own, so
 * that a batch knows before it decides how many codes it needs, and texts that need none pay nothing.
 */
export const coupon: StepKind<StepOf<'coupon'>> = {
  reach(step, walk) {
    if (step.code !== undefined) {
      walk.note({ coupon: step.code });
      walk.say(step.text);
      return { go: step.next };
    }
    if (step.pool === undefined) return { end: 'no_coupon' };
    walk.effects.push({ kind: 'coupon', pool: step.pool, run: walk.noted.id, step: step.step });
    return { waitUntil: undefined };
  },
  take(step, input, walk) {
    if (input.kind !== 'coupon') return undefined;
    if (input.code === undefined)
      return step.onEmpty === undefined ? { end: 'no_coupon' } : { go: step.onEmpty };
    walk.note({ coupon: input.code });
    walk.say(step.text);
    return { go: step.next };
  },
};
