import type { FlowStep, PreferenceConfigured, SenderConfigured } from '@parley/contracts';
import type { FlowContext } from './flow.context.js';
import type { Flow, FlowStart } from './flow.state.js';

export const NOON = Date.UTC(2026, 10, 20, 12);
export const MINUTE = 60_000;
export const DAY = 1440 * MINUTE;

export const aSender: SenderConfigured = {
  sender: '12345',
  revision: 'r1',
  carrier: 'simulator',
  tenant: 'default',
  brand: 'Warm Sweaters',
  country: 'US',
  segmentsPerSecond: 100,
  helpText: 'Warm Sweaters: help at 1-800-555-0100.',
};

export const size: PreferenceConfigured = {
  preference: 'size',
  revision: 'r1',
  type: 'choice',
  choices: [
    { value: 'M', words: ['medium'] },
    { value: 'L', words: ['large'] },
  ],
};

export function aFlow(flow: string, ...steps: FlowStep[]): Flow {
  return { flow, revision: 'r1', sender: '12345', steps };
}

export function aStart(flow: string, id = `run-${flow}`): FlowStart {
  return { id, flow, values: {}, moId: 'mo-1' };
}

/** Renders `{{ name.field }}` by look-up, enough to see that the variables are there. */
export function aContext(flows: readonly Flow[], own: Partial<FlowContext> = {}): FlowContext {
  return {
    nowMs: NOON,
    sender: aSender,
    held: false,
    preferences: {},
    flow: (name) => flows.find((flow) => flow.flow === name),
    program: () => undefined,
    preference: (name) => (name === 'size' ? size : undefined),
    consentOf: () => 'none',
    render: (template, variables) =>
      template.replace(/\{\{ *([a-z-]+)(?:\.([a-z-]+))? *\}\}/g, (_, first: string, second?: string) => {
        const value: unknown = (variables as unknown as Record<string, unknown>)[first];
        return String(second === undefined ? value : ((value as Record<string, unknown>)?.[second] ?? ''));
      }),
    ...own,
  };
}

/** A question with its defaults. */
export const anAsk = (step: string, more: object = {}): FlowStep =>
  ({ step, kind: 'ask', text: `${step}?`, retries: 2, timeout: '1 day', ...more }) as FlowStep;

export const aChoose = (step: string, choices: object[], more: object = {}): FlowStep =>
  ({
    step,
    kind: 'choose',
    text: `${step}?`,
    list: true,
    retries: 1,
    timeout: '1 day',
    choices: choices.map((choice) => ({ words: [], ...choice })),
    ...more,
  }) as unknown as FlowStep;

export const aSay = (step: string, text = step, next?: string): FlowStep => ({
  step,
  kind: 'say',
  text,
  next,
});
