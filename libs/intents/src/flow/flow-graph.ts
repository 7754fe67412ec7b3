import type { FlowStep } from '@parley/contracts';

/** A way out of a step; `at` is where parley.yaml says it. No target: the step below. */
export interface Exit {
  readonly at: readonly (string | number)[];
  readonly target: string | undefined;
}

/** Every way out of a step that leads to another. */
export function exitsOf(step: FlowStep): readonly Exit[] {
  const to = (field: string, target: string | undefined): Exit[] =>
    target === undefined ? [] : [{ at: [field], target }];
  const next = 'next' in step ? step.next : undefined;
  const on: Exit = { at: ['next'], target: next };
  switch (step.kind) {
    case 'say':
    case 'wait':
      return [on];
    case 'ask':
      return [on, ...to('otherwise', step.otherwise), ...to('onTimeout', step.onTimeout)];
    case 'choose': {
      const own = step.choices.flatMap((choice, index): Exit[] =>
        choice.next === undefined ? [] : [{ at: ['choices', index, 'next'], target: choice.next }],
      );
      const shared = own.length === step.choices.length ? to('next', next) : [on];
      return [...own, ...shared, ...to('otherwise', step.otherwise), ...to('onTimeout', step.onTimeout)];
    }
    case 'coupon':
      return [on, ...to('onEmpty', step.onEmpty)];
    case 'subscribe':
      return [on, ...to('onTimeout', step.onTimeout)];
    case 'branch':
      return [
        ...step.when.map((condition, index) => ({ at: ['when', index, 'next'], target: condition.next })),
        { at: ['otherwise'], target: step.otherwise },
      ];
    case 'handoff':
    case 'end':
      return [];
  }
}

/** Whether a step always waits for the person or the time, so that a loop through it takes no breath away. */
export function pauses(step: FlowStep): boolean {
  return step.kind === 'ask' || step.kind === 'choose' || step.kind === 'wait';
}
