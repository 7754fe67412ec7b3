import * as fc from 'fast-check';
import type { FlowStep } from '@parley/contracts';
import { decideFlow } from './decide-flow.js';
import { aContext, NOON } from './flow.builder.js';
import type { FlowInput } from './flow.input.js';
import { LONGEST_LINE, NO_FLOW, type Flow, type FlowState } from './flow.state.js';

/* Flows as nobody would write them: steps in any order, ways that lead anywhere, circles and gaps included. */
const NAMES = ['a', 'b', 'c', 'd', 'e', 'gone'] as const;
const name = fc.constantFrom(...NAMES);
const way = fc.option(name, { nil: undefined });
const question = {
  retries: fc.nat(2),
  timeout: fc.constant('1 hour'),
  otherwise: way,
  onTimeout: way,
  next: way,
};
const kinds = fc.oneof(
  fc.record({ kind: fc.constant('say'), text: fc.constantFrom('hi', ' ', 'x'.repeat(2000)), next: way }),
  fc.record({ kind: fc.constant('ask'), text: fc.constant('?'), ...question }),
  fc.record({
    kind: fc.constant('choose'),
    text: fc.constant('?'),
    list: fc.boolean(),
    choices: fc.array(
      fc.record({ label: fc.constantFrom('red', 'blue'), words: fc.constant([]), next: way }),
      {
        minLength: 2,
        maxLength: 3,
      },
    ),
    ...question,
  }),
  fc.record({
    kind: fc.constant('coupon'),
    text: fc.constant('{{ coupon }}'),
    pool: fc.constant('p'),
    onEmpty: way,
    next: way,
  }),
  fc.record({
    kind: fc.constant('subscribe'),
    program: fc.constant('club'),
    timeout: fc.constant('1 day'),
    next: way,
  }),
  fc.record({ kind: fc.constant('wait'), for: fc.constant('1 hour'), next: way }),
  fc.record({
    kind: fc.constant('branch'),
    when: fc.array(
      fc.record({
        on: fc.constant('consent'),
        program: fc.constant('club'),
        is: fc.constant('in'),
        next: name,
      }),
      {
        minLength: 1,
        maxLength: 2,
      },
    ),
    otherwise: way,
  }),
  fc.record({ kind: fc.constant('handoff') }),
  fc.record({ kind: fc.constant('end'), text: fc.constant('bye') }),
);
const flow = (flowName: string): fc.Arbitrary<Flow> =>
  fc.array(kinds, { maxLength: 5 }).map((steps) => ({
    flow: flowName,
    revision: 'r',
    sender: '12345',
    steps: steps.map((step, index) => ({ step: NAMES[index], ...step }) as unknown as FlowStep),
  }));

type Happening = FlowInput | 'due' | 'drawn';
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    kind: fc.constant('start' as const),
    start: fc.record({
      id: fc.uuid(),
      flow: fc.constantFrom('one', 'two', 'three'),
      values: fc.constant({}),
    }),
    replaces: fc.boolean(),
  }),
  fc.constant({ kind: 'answer', answer: { ok: true, value: 'red', choice: 0 } } as const),
  fc.constant({ kind: 'answer', answer: { ok: false } } as const),
  fc.constant({ kind: 'consent', program: 'club' } as const),
  fc.constant({ kind: 'resume' } as const),
  fc.constant('due' as const),
  fc.constant('drawn' as const),
);
const story = fc.record({
  flows: fc.tuple(flow('one'), flow('two')),
  consent: fc.constantFrom('none' as const, 'in' as const),
  happenings: fc.array(happening, { maxLength: 20 }),
});

const WAITS = ['ask', 'choose', 'coupon', 'subscribe', 'wait'];

function inputOf(state: FlowState, what: Happening): FlowInput {
  const run = state.run;
  const at = { run: run?.id ?? '', step: run?.asked.step ?? '' };
  if (what === 'due') return { kind: 'timer', ...at, dueAtMs: run?.wakeAt ?? 0 };
  return what === 'drawn' ? { kind: 'coupon', ...at, code: 'A1' } : what;
}

describe('whatever the flows, and whatever happens', () => {
  it('a conversation waits at one step at most, as plain JSON, ends every move, and stops at a stop', () => {
    fc.assert(
      fc.property(story, ({ flows, consent, happenings }) => {
        let state: FlowState = NO_FLOW;
        happenings.forEach((what, minute) => {
          const context = aContext(flows, { nowMs: NOON + minute * 60_000, consentOf: () => consent });
          const decision = decideFlow(state, inputOf(state, what), context);
          const { run, line } = decision.state;
          expect(JSON.parse(JSON.stringify(decision.state))).toEqual(decision.state);
          expect(Object.keys(decision.state).filter((key) => key !== 'run' && key !== 'line')).toEqual([]);
          if (run) expect(WAITS).toContain(run.asked.kind);
          expect(line.length).toBeLessThanOrEqual(LONGEST_LINE);
          expect(decision.effects.length).toBeLessThanOrEqual(201 * (LONGEST_LINE + 2));
          for (const effect of decision.effects)
            if (effect.kind === 'text') expect(effect.text.length).toBeLessThanOrEqual(1600);
          expect(decideFlow(decision.state, { kind: 'stop' }, context)).toMatchObject({
            state: NO_FLOW,
            effects: [],
          });
          state = decision.state;
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('the same input gives the same decision', () => {
    fc.assert(
      fc.property(story, ({ flows, consent, happenings }) => {
        let state: FlowState = NO_FLOW;
        const context = aContext(flows, { consentOf: () => consent });
        for (const what of happenings) {
          const input = inputOf(state, what);
          const decision = decideFlow(state, input, context);
          expect(decideFlow(structuredClone(state), input, context)).toEqual(decision);
          state = decision.state;
        }
      }),
      { numRuns: 500 },
    );
  });
});
