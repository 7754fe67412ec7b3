import type { Context } from 'liquidjs';

type Limiter = Context['renderLimit'];

/** Steps of a template: its parts, and those of a loop each time round. */
const MOST_STEPS = 10_000;

/**
 * Ends a template that would go on for ever. Liquid's own limit is a time, which a machine that stands still for a
 * moment uses up for the smallest of texts: this one counts Liquid's looks at it, one for each step.
 */
class CountedSteps {
  private steps = 0;

  use(): void {}

  /** Throws when there were too many. */
  check(): void {
    this.steps += 1;
    if (this.steps > MOST_STEPS) throw new Error(`a template takes more than ${MOST_STEPS} steps`);
  }
}

// Liquid's class has private fields and is not exported: it is known by what is called on it.
export const RenderSteps = CountedSteps as unknown as new () => Limiter;
