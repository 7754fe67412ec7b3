import { isWithin } from '@parley/intents';
import type { StepOf } from './flow.state.js';
import type { StepKind } from './step-kind.js';
import type { Walk } from './walk.js';

type Condition = StepOf<'branch'>['when'][number];

/** Goes where the first condition that is met leads. */
export const branch: StepKind<StepOf<'branch'>> = {
  reach(step, walk) {
    const met = step.when.find((condition) => isMet(condition, walk));
    return { go: met?.next ?? step.otherwise };
  },
};

function isMet(condition: Condition, walk: Walk): boolean {
  switch (condition.on) {
    case 'preference':
      return isOfPreference(condition, walk.preference(condition.preference));
    case 'answer':
      return condition.is.includes(walk.noted.answers[condition.step] ?? '');
    case 'consent':
      return walk.context.consentOf(condition.program) === condition.is;
    case 'time':
      return isWithin(condition, walk.context.nowMs);
  }
}

function isOfPreference(
  { known, is, atLeast, atMost }: Extract<Condition, { on: 'preference' }>,
  value: string | number | undefined,
): boolean {
  if (value === undefined) return known === false;
  if (known === false) return false;
  if (is !== undefined && !is.includes(String(value))) return false;
  const number = typeof value === 'number' ? value : Number.NaN;
  if (atLeast !== undefined && !(number >= atLeast)) return false;
  return atMost === undefined || number <= atMost;
}
