import type { FlowStep } from '@parley/contracts';
import type { FlowEnd } from './flow.effect.js';
import type { Flow, FlowRun } from './flow.state.js';
import { kindOf } from './step-kinds.js';
import type { Walk, Way } from './walk.js';

/** A run that waits again, or why it is over. */
export type Advanced = { readonly run: FlowRun } | { readonly end: FlowEnd };

/** No flow has more steps; who walks on longer walks in a circle, which `parley apply` refuses. */
const MOST_MOVES = 200;

/** Follows the steps until one waits or the flow is over. `from`: the step that the way leads away from. */
export function advance(way: Way, from: FlowStep | undefined, walk: Walk): Advanced {
  let here = from;
  let onward = way;
  for (let moves = 0; moves < MOST_MOVES; moves++) {
    if ('end' in onward) return { end: onward.end };
    if ('waitUntil' in onward && here) return { run: waiting(walk, here, onward.waitUntil) };
    const next = 'go' in onward ? destination(walk.flow, here, onward.go) : undefined;
    if (next === undefined || 'end' in next) return { end: next?.end ?? 'changed' };
    here = next.step;
    onward = kindOf(here).reach(here, walk);
  }
  return { end: 'loop' };
}

function waiting(walk: Walk, asked: FlowStep, wakeAt: number | undefined): FlowRun {
  return { ...walk.noted, asked, ...(wakeAt !== undefined && { wakeAt }) };
}

/** By name, or the step below; below the last is the end. A name or a place that is gone is a change of the flow. */
function destination(
  flow: Flow | undefined,
  here: FlowStep | undefined,
  target: string | undefined,
): { step: FlowStep } | { end: FlowEnd } {
  const steps = flow?.steps ?? [];
  if (target === undefined && here === undefined) return steps[0] ? { step: steps[0] } : { end: 'done' };
  if (target !== undefined) {
    const step = steps.find((each) => each.step === target);
    return step ? { step } : { end: 'changed' };
  }
  const place = steps.findIndex((each) => each.step === here?.step);
  if (place < 0) return { end: 'changed' };
  const below = steps[place + 1];
  return below ? { step: below } : { end: 'done' };
}
