import {
  flowConfigured,
  keywordConfigured,
  programConfigured,
  senderAddress,
  senderConfigured,
  slug,
} from '@parley/contracts';
import { z } from 'zod';

const brand = senderConfigured.schema.shape.brand;
const madeByApply = { revision: true, removed: true } as const;

export const senderEntry = senderConfigured.schema
  .omit(madeByApply)
  .extend({
    brand: brand.optional().meta({ description: "The brand of this sender; the file's when absent" }),
  })
  .strict();

export const programEntry = programConfigured.schema.omit(madeByApply).strict();

const { keyword, aliases, patterns, reply } = keywordConfigured.schema.shape;

/** A keyword says what it does by one of four fields, instead of an action with its arguments. */
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
  help: z.literal(true).optional().meta({ description: "Answers with the sender's helpText" }),
});

export const keywordActions = ['reply', 'subscribe', 'unsubscribe', 'help'] as const;

export const flowEntry = flowConfigured.schema.omit(madeByApply).strict();

/** parley.yaml: all that people write about senders, programs, keywords and flows. */
export const parleyFileSchema = z.strictObject({
  version: z.literal(1).meta({ description: "This format's version" }),
  brand: brand.meta({ description: 'Who is texting: HELP and welcome texts must name it' }),
  senders: z.array(senderEntry).min(1),
  programs: z.array(programEntry).default([]),
  keywords: z.array(keywordEntry).default([]),
  flows: z.array(flowEntry).default([]),
});

export type SenderEntry = z.infer<typeof senderEntry>;
export type ProgramEntry = z.infer<typeof programEntry>;
export type KeywordEntry = z.infer<typeof keywordEntry>;
export type FlowEntry = z.infer<typeof flowEntry>;

/** The schema of a section's entries, by the section's name. */
export const sections = {
  senders: senderEntry,
  programs: programEntry,
  keywords: keywordEntry,
  flows: flowEntry,
} as const;
