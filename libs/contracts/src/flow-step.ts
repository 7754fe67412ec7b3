import { z } from 'zod';
import { consentStateName, slug, smsText } from './vocabulary.js';

/** How long: `30 minutes`, `2 days`, `1w`. */
export const duration = z
  .string()
  .regex(
    /^[1-9]\d{0,4} ?(m|minutes?|h|hours?|d|days?|w|weeks?)$/,
    'not a time such as 30 minutes, 2 days or 1 week',
  )
  .meta({ description: 'How long: 30 minutes, 2 days, 1 week', examples: ['2 days'] });

const template = smsText.min(1).meta({
  description: 'What is said; Liquid: {{ preference.size }}, {{ program.name }}, {{ sender.brand }}',
});
const target = slug.meta({ description: 'The name of a step of this flow' });
const step = slug.meta({ description: "The step's name, once in a flow" });
const next = target
  .optional()
  .meta({ description: 'The step that follows; the one below when absent, and after the last the end' });

/** What every step that waits for an answer has. */
const answered = {
  preference: slug.optional().meta({ description: 'Where the answer is kept' }),
  invalidText: template
    .optional()
    .meta({ description: 'Answers what is no answer; the question again when absent' }),
  retries: z.int().min(0).max(5).default(2).meta({ description: 'How often it is asked again' }),
  otherwise: target.optional().meta({ description: 'After the last wrong answer; the end when absent' }),
  timeout: duration.default('1 day').meta({ description: 'How long the question stands' }),
  onTimeout: target.optional().meta({ description: 'When no answer came; the end when absent' }),
};

/** The steps, of objects that drop unknown fields, or refuse them. */
function stepsOf(object: typeof z.object) {
  const condition = z.discriminatedUnion('on', [
    object({
      on: z.literal('preference'),
      preference: slug,
      is: z.array(z.string()).min(1).optional().meta({ description: 'One of these' }),
      atLeast: z.number().optional(),
      atMost: z.number().optional(),
      known: z.boolean().optional().meta({ description: 'Whether it was told at all' }),
      next: target,
    }),
    object({
      on: z.literal('answer'),
      step: target.meta({ description: 'The step that asked' }),
      is: z.array(z.string()).min(1),
      next: target,
    }),
    object({ on: z.literal('consent'), program: slug, is: consentStateName, next: target }),
    object({
      on: z.literal('time'),
      from: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not a time of day such as 08:00')
        .default('00:00'),
      until: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'not a time of day such as 21:00')
        .default('24:00')
        .meta({ description: 'Not this minute any more; before `from`: over midnight' }),
      days: z
        .array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']))
        .min(1)
        .optional(),
      zone: z
        .string()
        .min(1)
        .meta({ description: 'IANA time zone', examples: ['America/New_York'] }),
      next: target,
    }),
  ]);
  return z.discriminatedUnion('kind', [
    object({ step, kind: z.literal('say'), text: template, next }),
    object({ step, kind: z.literal('ask'), text: template, ...answered, next }),
    object({
      step,
      kind: z.literal('choose'),
      text: template,
      choices: z
        .array(
          object({
            label: z.string().min(1).max(80).meta({ description: 'Shown after its number' }),
            words: z.array(z.string().min(1).max(80)).default([]).meta({ description: 'Other words for it' }),
            value: z
              .string()
              .min(1)
              .max(80)
              .optional()
              .meta({ description: 'What is kept; the label when absent' }),
            next: target.optional(),
          }),
        )
        .min(2)
        .max(10),
      list: z.boolean().default(true).meta({ description: 'Whether the choices are listed under the text' }),
      ...answered,
      next,
    }),
    object({
      step,
      kind: z.literal('coupon'),
      text: template.meta({ description: 'What is said with it: {{ coupon }}' }),
      code: z.string().min(1).max(80).optional().meta({ description: 'The same for everybody' }),
      pool: slug.optional().meta({ description: 'One of this pool, which nobody else gets' }),
      onEmpty: target.optional().meta({ description: 'When the pool has none left' }),
      next,
    }),
    object({
      step,
      kind: z.literal('subscribe'),
      program: slug,
      timeout: duration.default('30 days').meta({ description: 'How long the opt-in is waited for' }),
      onTimeout: target.optional().meta({ description: 'When it did not come; the end when absent' }),
      next,
    }),
    object({ step, kind: z.literal('wait'), for: duration, next }),
    object({
      step,
      kind: z.literal('branch'),
      when: z.array(condition).min(1).max(20).meta({ description: 'The first that is met decides' }),
      otherwise: target.optional().meta({ description: 'When none is met; the step below when absent' }),
    }),
    object({ step, kind: z.literal('handoff'), text: template.optional() }),
    object({ step, kind: z.literal('end'), text: template.optional() }),
  ]);
}

/** A step of a flow: a closed list of kinds, each with its own fields. */
export const flowStep = stepsOf(z.object);

/** The same for what people write: an unknown field is a slip of the pen. */
export const strictFlowStep = stepsOf(z.strictObject as unknown as typeof z.object);

export type FlowStep = z.infer<typeof flowStep>;
