import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { senderAddress, slug } from '../vocabulary.js';

/** A conversation of several steps, as data. Steps are named; each says its kind and its own fields. */
export const flowConfigured = defineEvent({
  name: 'config.flow',
  version: 1,
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
    steps: z
      .array(z.looseObject({ step: slug, kind: z.string() }))
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
