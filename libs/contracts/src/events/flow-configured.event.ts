import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { flowStep } from '../flow-step.js';
import { senderAddress, slug } from '../vocabulary.js';

/**
 * A conversation of several steps, as data. Version 1 held steps that nobody could read; it never had a reader,
 * and `parley apply` writes everything anew.
 */
export const flowConfigured = defineEvent({
  name: 'config.flow',
  version: 2,
  summary: 'A flow of a sender: its steps as data.',
  owner: 'parley-cli',
  producers: ['parley-cli', 'console'],
  consumers: ['keyword-router', 'console'],
  key: 'name',
  cleanup: 'compact',
  schema: z.object({
    flow: slug,
    revision: z.string().meta({ description: 'Which application of parley.yaml it comes from' }),
    sender: senderAddress,
    program: slug
      .optional()
      .meta({ description: 'What is said later than an answer goes under the consent to this program' }),
    steps: z
      .array(flowStep)
      .max(200)
      .meta({ description: 'In order; each has a name, a kind and the fields of its kind' }),
    removed: z.boolean().optional().meta({ description: 'True: it was taken out of parley.yaml' }),
  }),
  example: {
    flow: 'size-survey',
    revision: '2026-11-20T15:00:00.000Z-1',
    sender: '12345',
    steps: [{ step: 'greet', kind: 'say', text: 'Thanks for asking!' }],
  },
});

export type FlowConfigured = DataOf<typeof flowConfigured>;
