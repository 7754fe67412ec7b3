import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { senderAddress, slug } from '../vocabulary.js';

const text = z.string().min(1).max(640);

/** What people opt into, with the words that the rules want. */
export const programConfigured = defineEvent({
  name: 'config.program',
  version: 1,
  summary: 'A program: single or double opt-in, its prompt, confirmations and the words that confirm.',
  owner: 'parley-cli',
  producers: ['parley-cli', 'console'],
  consumers: ['keyword-router', 'subscriptions', 'dispatcher', 'console'],
  key: 'name',
  cleanup: 'compact',
  schema: z.object({
    program: slug,
    revision: z.string().meta({ description: 'Which application of parley.yaml it comes from' }),
    sender: senderAddress,
    name: z.string().min(1).max(80).meta({ description: 'What people know it by' }),
    optIn: z
      .enum(['single', 'double'])
      .default('double')
      .meta({ description: 'Double: joining is asked back, and counts once it is confirmed' }),
    confirmWords: z
      .array(z.string().min(1))
      .min(1)
      .default(['yes', 'y'])
      .meta({ description: 'Words that confirm a double opt-in; matched without case' }),
    confirmWithinDays: z
      .int()
      .min(1)
      .max(365)
      .default(30)
      .meta({ description: 'How long the question stands, in days' }),
    promptText: text.optional().meta({ description: 'Double opt-in: asks for the confirmation' }),
    welcomeText: text.meta({ description: 'Confirms the opt-in: program, frequency, rates, HELP, STOP' }),
    alreadyInText: text.optional().meta({ description: 'Answers who joins twice; silence when absent' }),
    goodbyeText: text.meta({ description: 'Confirms the opt-out; the last text under it' }),
    startsFlow: slug.optional().meta({ description: 'The flow that an opt-in begins' }),
    disclosureText: text
      .optional()
      .meta({ description: 'What people read before they text the keyword; kept in the ledger as evidence' }),
    promptRepeats: z
      .int()
      .min(0)
      .max(10)
      .optional()
      .meta({ description: 'How often an unanswered prompt is sent again; 3 when absent' }),
    invalidAnswerText: text
      .optional()
      .meta({ description: 'Answers a pending person who writes something else; silence when absent' }),
    invalidAnswers: z
      .int()
      .min(1)
      .max(10)
      .optional()
      .meta({ description: 'How often it does so; 2 when absent' }),
    ageGate: z
      .object({
        minimumAge: z.int().min(1).max(120).meta({ description: 'In full years' }),
        refusedText: text.meta({ description: 'Answers who is too young; the last text of the program' }),
        retryAfterDays: z
          .int()
          .min(1)
          .max(3650)
          .optional()
          .meta({ description: 'How long who was too young is not asked again, in days; 365 when absent' }),
      })
      .optional()
      .meta({ description: 'The prompt asks for the birth date, and its answer confirms; it is not kept' }),
    kind: z.enum(['marketing', 'transactional']).optional().meta({
      description:
        'Marketing keeps to the hours of the person; when absent, what goes in bulk is marketing and the rest is not',
    }),
    maxPerDay: z.int().min(1).max(1000).optional().meta({
      description:
        'The most texts under it that a person gets on a day of theirs, answers not counted; no limit when absent',
    }),
    maxSegments: z.int().min(1).max(255).optional().meta({
      description: "The most segments that a text of this program may take; the sender's when absent",
    }),
    failover: z.enum(['allowed', 'never']).optional().meta({
      description:
        'On a pool: whether its texts may go from another number than the person knows while that one fails; never when absent',
    }),
    removed: z.boolean().optional().meta({ description: 'True: it was taken out of parley.yaml' }),
  }),
  example: {
    program: 'sweater-club',
    revision: '2026-11-20T15:00:00.000Z-1',
    sender: '12345',
    name: 'Sweater Club',
    optIn: 'double',
    confirmWords: ['yes', 'y'],
    confirmWithinDays: 30,
    promptText:
      'Warm Sweaters: reply YES to join the Sweater Club, up to 4 msgs/month. Msg & data rates may apply.',
    welcomeText:
      'Welcome to the Sweater Club! Up to 4 msgs/month. Msg & data rates may apply. Reply HELP for help, STOP to end.',
    goodbyeText: 'Warm Sweaters: you are unsubscribed and will get no more texts. Reply START to rejoin.',
  },
});

export type ProgramConfigured = DataOf<typeof programConfigured>;
