import {
  flowConfigured,
  keywordConfigured,
  preferenceConfigured,
  programConfigured,
  senderAddress,
  senderConfigured,
  slug,
  strictFlowStep,
  webhookConfigured,
} from '@parley/contracts';
import { z } from 'zod';

const brand = senderConfigured.schema.shape.brand;
const madeByApply = { revision: true, removed: true } as const;

const senderCarrier = senderConfigured.schema.shape.carriers.unwrap().element.strict();

const severalCarriers = z.array(senderCarrier).min(2).max(8).optional().meta({
  description: 'Instead of "carrier": several, each with its share of the texts as a weight',
});

const { carrier, segmentsPerSecond, numbers, loopGuard } = senderConfigured.schema.shape;

/** A number of a pool has one carrier, or several with their weights, and a contract of its own. */
export const numberEntry = numbers
  .unwrap()
  .element.extend({ carrier: carrier.optional(), carriers: severalCarriers })
  .strict();

/** A sender has one carrier, or several with their weights; or it is a pool, and its numbers have them. */
export const senderEntry = senderConfigured.schema
  .omit({ ...madeByApply, loopGuardOff: true })
  .extend({
    brand: brand.optional().meta({ description: "The brand of this sender; the file's when absent" }),
    carrier: carrier.optional(),
    carriers: severalCarriers,
    segmentsPerSecond: segmentsPerSecond.optional(),
    loopGuard: z
      .union([z.literal('off'), loopGuard.unwrap().strict()], {
        error: 'neither off nor { times: 20, within: 5 minutes }',
      })
      .optional()
      .meta({
        description:
          'Refuses what is sent again and again, whoever asks for it: 20 times in 5 minutes when absent; or off',
      }),
    numbers: z.array(numberEntry).max(1000).optional().meta({
      description:
        'Makes it a pool: the numbers that its texts leave from, each with its carrier and its contract',
    }),
  })
  .strict();

/** Of these each sender has one, with what goes with it. */
export const carrierFields = [
  ['carrier', 'segmentsPerSecond'],
  ['carriers', 'segmentsPerSecond'],
  ['numbers'],
] as const;
/** Fields that a pool leaves to its numbers. */
export const fieldsOfNumbers = ['carrier', 'carriers', 'segmentsPerSecond', 'segmentsPerDay'] as const;

export const programEntry = programConfigured.schema.omit(madeByApply).strict();

const { keyword, aliases, patterns, reply } = keywordConfigured.schema.shape;

/** A keyword says what it does by one of five fields, instead of an action with its arguments. */
export const keywordEntry = z.strictObject({
  keyword,
  sender: senderAddress,
  aliases: aliases.meta({ description: 'Other words that mean the same' }),
  patterns: patterns.meta({
    description:
      'Texts of this form mean it too: words, {number}, {word}, and once * or {text}, as in ORDER {number}',
  }),
  reply: reply.meta({ description: 'Answers with this text' }),
  subscribe: slug.optional().meta({ description: 'Starts the opt-in to this program' }),
  unsubscribe: slug.optional().meta({ description: 'Ends the consent to this program' }),
  flow: slug.optional().meta({ description: 'Begins this flow' }),
  help: z.literal(true).optional().meta({ description: "Answers with the sender's helpText" }),
});

export const keywordActions = ['reply', 'subscribe', 'unsubscribe', 'flow', 'help'] as const;

const choices = preferenceConfigured.schema.shape.choices.unwrap();

/** A choice without other words is written as its value alone: `choices: [S, M, L]`. */
export const preferenceEntry = preferenceConfigured.schema
  .omit(madeByApply)
  .extend({
    choices: z
      .array(z.union([choices.element, choices.element.shape.value.transform(choiceNamed)]))
      .min(2)
      .max(50)
      .optional()
      .meta({ description: 'With type choice: the values it takes' }),
  })
  .strict();

function choiceNamed(value: string): z.infer<typeof choices.element> {
  return { value, words: [] };
}

export const flowEntry = flowConfigured.schema
  .omit(madeByApply)
  .extend({ steps: z.array(strictFlowStep).min(1).max(200) })
  .strict();

/** A pool of coupon codes; the codes come by `parley coupons import`. */
export const couponEntry = z.strictObject({
  pool: slug.meta({ description: 'The name by which flows draw from it' }),
});

/** An endpoint of somebody else that is told of events: docs/webhooks.md. */
export const webhookEntry = webhookConfigured.schema.omit(madeByApply).strict();

/** parley.yaml: all that people write about senders, programs, preferences, keywords, flows and webhooks. */
export const parleyFileSchema = z.strictObject({
  version: z.literal(1).meta({ description: "This format's version" }),
  brand: brand.meta({ description: 'Who is texting: HELP and welcome texts must name it' }),
  senders: z.array(senderEntry).min(1),
  programs: z.array(programEntry).default([]),
  preferences: z.array(preferenceEntry).default([]),
  keywords: z.array(keywordEntry).default([]),
  flows: z.array(flowEntry).default([]),
  coupons: z.array(couponEntry).default([]),
  webhooks: z.array(webhookEntry).default([]),
});

export type SenderEntry = z.infer<typeof senderEntry>;
export type NumberEntry = z.infer<typeof numberEntry>;
export type ProgramEntry = z.infer<typeof programEntry>;
export type KeywordEntry = z.infer<typeof keywordEntry>;
export type PreferenceEntry = z.infer<typeof preferenceEntry>;
export type FlowEntry = z.infer<typeof flowEntry>;
export type WebhookEntry = z.infer<typeof webhookEntry>;

/** The schema of a section's entries, by the section's name. */
export const sections = {
  senders: senderEntry,
  programs: programEntry,
  preferences: preferenceEntry,
  keywords: keywordEntry,
  flows: flowEntry,
  coupons: couponEntry,
  webhooks: webhookEntry,
} as const;
