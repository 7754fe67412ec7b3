import type { FlowStep } from '@parley/contracts';
import { ask } from './ask.step.js';
import { branch } from './branch.step.js';
import { choose } from './choose.step.js';
import { coupon } from './coupon.step.js';
import { end } from './end.step.js';
import { handoff } from './handoff.step.js';
import { say } from './say.step.js';
import type { StepKind } from './step-kind.js';
import type { StepOf } from './flow.state.js';
import { subscribe } from './subscribe.step.js';
import { wait } from './wait.step.js';

const kinds: { readonly [K in FlowStep['kind']]: StepKind<StepOf<K>> } = {
  say,
  ask,
  choose,
  coupon,
  subscribe,
  wait,
  branch,
  handoff,
  end,
};

/** What this step's kind does. */
export function kindOf(step: FlowStep): StepKind {
  return kinds[step.kind] as StepKind;
}
