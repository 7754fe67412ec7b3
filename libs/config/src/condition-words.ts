import type { FlowStep } from '@parley/contracts';

type Condition = Extract<FlowStep, { kind: 'branch' }>['when'][number];

/** When a branch is taken, as people say it: `size is M or L`, `from 08:00 until 21:00`. */
export function wordsOfCondition(condition: Condition): string {
  switch (condition.on) {
    case 'preference':
      return `${condition.preference} ${wordsOfPreference(condition)}`;
    case 'answer':
      return `${condition.step} was ${condition.is.join(' or ')}`;
    case 'consent':
      return `${condition.program} is ${condition.is}`;
    case 'time': {
      const days = condition.days === undefined ? '' : ` on ${condition.days.join(', ')}`;
      return `from ${condition.from} until ${condition.until}${days}`;
    }
  }
}

function wordsOfPreference({ is, atLeast, atMost, known }: Extract<Condition, { on: 'preference' }>): string {
  const parts = [
    ...(is === undefined ? [] : [`is ${is.join(' or ')}`]),
    ...(atLeast === undefined ? [] : [`is at least ${atLeast}`]),
    ...(atMost === undefined ? [] : [`is at most ${atMost}`]),
    ...(known === undefined ? [] : [known ? 'is known' : 'is not known']),
  ];
  return parts.join(' and ');
}
