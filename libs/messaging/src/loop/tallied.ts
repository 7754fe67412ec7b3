import type { Steps } from '../batch.js';
import type { Decision } from '../decision.js';
import type { Envelope } from '../envelope.js';

/** Counts what a batch's decisions came to; a batch that is decided anew is counted anew. */
export interface BatchTally<T, S, R> {
  forget(): void;
  note(event: Envelope<T>, decision: Decision<S, R>, nowMs: number): void;
  /** The batch stands. */
  add(): void;
}

/** The same steps, counted: what a metric says was committed. */
export function tallied<T, S, R>(steps: Steps<T, S, R>, tally: BatchTally<T, S, R>): Steps<T, S, R> {
  return {
    ...steps,
    load: (keys, events) => {
      tally.forget();
      return steps.load(keys, events);
    },
    decide: (state, event, nowMs) => {
      const decision = steps.decide(state, event, nowMs);
      tally.note(event, decision, nowMs);
      return decision;
    },
    committed: (records) => {
      tally.add();
      steps.committed?.(records);
    },
  };
}
