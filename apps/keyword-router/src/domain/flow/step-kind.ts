import type { FlowStep } from '@parley/contracts';
import type { FlowInput } from './flow.input.js';
import type { Walk, Way } from './walk.js';

/** What a kind of step does. */
export interface StepKind<S extends FlowStep = FlowStep> {
  /** The conversation comes to this step. */
  reach(step: S, walk: Walk): Way;
  /** Something came while the step waits; undefined: not what it waits for. */
  take?(step: S, input: FlowInput, walk: Walk): Way | undefined;
}
