import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { e164, eventId, instant, senderAddress, slug, smsText, textedNumber } from '../vocabulary.js';

const candidate = z.object({
  rule: z.string().meta({ description: 'The rule, as <family>/<name>, e.g. keyword/exact' }),
  matched: z.string().meta({ description: 'The word of the rule that matched' }),
  outcome: z.string().meta({ description: 'What it would have meant' }),
});

/** What an MO was found to mean, and why. */
export const intentResolved = defineEvent({
  name: 'intent.resolved',
  version: 1,
  summary: 'What a text means, with the rule that matched and what else would have.',
  owner: 'keyword-router',
  producers: ['keyword-router'],
  consumers: ['subscriptions', 'console', 'other'],
  key: 'subscriber',
  cleanup: 'delete',
  schema: z.object({
    moId: eventId,
    subscriber: e164,
    sender: senderAddress,
    text: z.string().max(4096),
    receivedAt: instant,
    intent: z.enum([
      'opt_out',
      'opt_in',
      'confirm',
      'help',
      'reply',
      'subscribe',
      'unsubscribe',
      'handoff',
      'flow',
      'answer',
    ]),
    program: slug.optional().meta({ description: 'The program it is about, where the match says so' }),
    keyword: z.string().optional().meta({ description: 'The keyword as configured, where one matched' }),
    scope: z.enum(['program', 'sender']).optional().meta({ description: 'How far an opt-out reaches' }),
    fallback: smsText.min(1).optional().meta({
      description:
        'With handoff: the answer to what nobody understood, where a pending program may know better; said once in 24 h',
    }),
    scopeRule: z
      .string()
      .optional()
      .meta({ description: 'The rule that decided how far, as scope/<name>, e.g. scope/conversation' }),
    captured: z
      .record(z.string(), z.string())
      .optional()
      .meta({ description: "What a pattern's placeholders took, by name; in the form that was compared" }),
    unanswered: z.enum(['FALLBACK_LIMIT', 'LOOPING']).optional().meta({
      description:
        'Why the answer was not sent: the fallback text once in 24 h, the same text 20 times in 5 minutes',
    }),
    number: textedNumber,
    match: z.object({
      rule: z.string().meta({ description: 'The rule, as <family>/<name>, e.g. compliance/opt-out' }),
      ruleVersion: z.string().meta({ description: 'Which version of the words and keywords decided' }),
      matched: z.string().meta({ description: 'The word of the rule that matched' }),
      normalized: z.string().meta({ description: 'The text in the form in which it was compared' }),
      alternatives: z.array(candidate).meta({ description: 'What else would have matched, in order' }),
    }),
  }),
  example: {
    moId: '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10',
    subscriber: '+14155550101',
    sender: '12345',
    text: 'Stop.',
    receivedAt: '2026-11-20T15:00:00.000Z',
    intent: 'opt_out',
    scope: 'sender',
    match: {
      rule: 'compliance/opt-out',
      ruleVersion: '2026-11-01',
      matched: 'stop',
      normalized: 'stop',
      alternatives: [],
    },
  },
});

export type IntentResolved = DataOf<typeof intentResolved>;
