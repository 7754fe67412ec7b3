import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { preferenceType, slug } from '../vocabulary.js';

/** Something that a subscriber may tell: a name and a type. The same on all senders. */
export const preferenceConfigured = defineEvent({
  name: 'config.preference',
  version: 1,
  summary: 'A preference: its name, its type and which values it takes.',
  owner: 'parley-cli',
  producers: ['parley-cli', 'console'],
  consumers: ['subscriptions', 'keyword-router', 'console'],
  key: 'name',
  cleanup: 'compact',
  schema: z.object({
    preference: slug,
    revision: z.string().meta({ description: 'Which application of parley.yaml it comes from' }),
    type: preferenceType.meta({ description: 'choice, text, date or number' }),
    label: z.string().min(1).max(80).optional().meta({ description: 'What people know it by' }),
    choices: z
      .array(
        z.object({
          value: z.string().min(1).max(80).meta({ description: 'As it is kept and published' }),
          words: z
            .array(z.string().min(1).max(80))
            .default([])
            .meta({ description: 'Other words that mean the same; matched without case' }),
        }),
      )
      .min(2)
      .max(50)
      .optional()
      .meta({ description: 'With type choice: the values it takes' }),
    maxLength: z
      .int()
      .min(1)
      .max(640)
      .optional()
      .meta({ description: 'With type text: its longest, in characters; 160 when absent' }),
    minimum: z.number().optional().meta({ description: 'With type number: the least' }),
    maximum: z.number().optional().meta({ description: 'With type number: the most' }),
    integer: z.boolean().optional().meta({ description: 'With type number: whole numbers only' }),
    removed: z.boolean().optional().meta({ description: 'True: it was taken out of parley.yaml' }),
  }),
  example: {
    preference: 'size',
    revision: '2026-11-20T15:00:00.000Z-1',
    type: 'choice',
    label: 'Sweater size',
    choices: [
      { value: 'S', words: ['small'] },
      { value: 'M', words: ['medium'] },
      { value: 'L', words: ['large'] },
    ],
  },
});

export type PreferenceConfigured = DataOf<typeof preferenceConfigured>;
