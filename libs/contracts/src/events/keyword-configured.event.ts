import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { senderAddress, slug, smsText } from '../vocabulary.js';

/** A word that means something on a sender, and what it does. */
export const keywordConfigured = defineEvent({
  name: 'config.keyword',
  version: 1,
  summary: 'A keyword of a sender: reply, subscribe, unsubscribe, help or flow.',
  owner: 'parley-cli',
  producers: ['parley-cli', 'console'],
  consumers: ['keyword-router', 'console'],
  key: 'name',
  cleanup: 'compact',
  schema: z.object({
    sender: senderAddress,
    keyword: z
      .string()
      .min(1)
      .max(30)
      .meta({ description: 'As written in parley.yaml; matched without case' }),
    revision: z.string().meta({ description: 'Which application of parley.yaml it comes from' }),
    aliases: z
      .array(z.string().min(1).max(30))
      .default([])
      .meta({ description: 'Other words that mean the same' }),
    patterns: z
      .array(z.string().min(1).max(80))
      .max(20)
      .optional()
      .meta({ description: 'Texts of this form mean it too: words with * and {number} among them' }),
    action: z.enum(['reply', 'subscribe', 'unsubscribe', 'help', 'flow']),
    reply: smsText.min(1).optional().meta({ description: 'With action reply' }),
    program: slug.optional().meta({ description: 'With action subscribe and unsubscribe' }),
    flow: slug.optional().meta({ description: 'With action flow: the flow that begins' }),
    removed: z.boolean().optional().meta({ description: 'True: it was taken out of parley.yaml' }),
  }),
  example: {
    sender: '12345',
    keyword: 'DISCOUNT',
    revision: '2026-11-20T15:00:00.000Z-1',
    aliases: [],
    action: 'reply',
    reply: 'Your code WARM30 takes 30% off your next sweater order. Stay warm!',
  },
});

export type KeywordConfigured = DataOf<typeof keywordConfigured>;
