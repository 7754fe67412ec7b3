import { z } from 'zod';

const words = z.string().min(1);
const listOf = <S extends z.ZodType>(one: S) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(one).min(1),
  );

/** A text of parley.yaml by its name: `{ the: welcomeText, of: sweater-club }`; without `of` the sender's own. */
const namedText = z.strictObject({ the: words, of: words.optional() });

/** A text as the phone shows it, word for word, or the name of one. */
const heardText = z.preprocess(
  (value) => (typeof value === 'string' ? { text: value } : value),
  z.union([z.strictObject({ text: z.string() }), namedText]),
);

/** `{ intent.resolved: { intent: opt_out } }`: one event, and the fields that it must have. */
const publishedEvent = z
  .record(words, z.record(words, z.unknown()).nullable())
  .refine((event) => Object.keys(event).length === 1, 'one event per entry, as in "- intent.resolved: {…}"');

const step = z.strictObject({
  wait: words.optional().meta({ description: 'Time that passes; written by itself: `+ 2 days`' }),
  says: z.string().optional().meta({ description: 'What the phone texts, as the carrier hands it over' }),
  asks: words.optional().meta({ description: 'An event that another service publishes: consent.requested' }),
  with: z.record(words, z.unknown()).optional().meta({
    description: "The asked event's fields; `{ the: caseId, of: support.case.opened }` is another event's",
  }),
  by: words.optional().meta({ description: 'Which service asks' }),
  phone: words.optional().meta({ description: 'Whose phone, by any name; needed where there are several' }),
  sender: words.optional().meta({ description: "Our number; the conversation's when absent" }),
  hears: listOf(heardText).optional().meta({ description: 'All texts that come back, in their order' }),
  silence: z.literal(true).optional().meta({ description: 'Nothing comes back, and nothing was held back' }),
  refused: listOf(words).optional().meta({ description: 'Codes of the texts that were not sent' }),
  notTaken: words.optional().meta({ description: 'The code by which the text was refused at the door' }),
  published: listOf(publishedEvent).optional().meta({ description: 'Events of this step, in this order' }),
  notPublished: listOf(words).optional().meta({ description: 'Events that this step must not have' }),
});

export type WrittenStep = z.infer<typeof step>;

const conversation = z.strictObject({
  name: words.meta({ description: 'What it shows, in a sentence' }),
  sender: words.optional().meta({ description: 'Our number; the only one of parley.yaml when absent' }),
  onlyInMemory: words.optional().meta({ description: 'Why it cannot be played on a running platform' }),
  coupons: z.record(words, z.array(words)).optional().meta({
    description: 'Codes of pools, in their order: `{ autumn: [A1, A2] }`; a pool is for one conversation',
  }),
  steps: z.array(z.preprocess((value) => (typeof value === 'string' ? { wait: value } : value), step)).min(1),
});

/** A file of golden conversations: what phones say and hear, and what is published meanwhile. */
export const conversationFile = z.strictObject({
  parley: words.meta({ description: 'The parley.yaml that holds, by its path from this file' }),
  conversations: z.array(conversation).min(1),
});
