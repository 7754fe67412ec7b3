import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { instant } from '../vocabulary.js';

const change = z.object({
  action: z.enum(['add', 'change', 'remove']),
  kind: z.string().meta({ description: 'sender, program, keyword or flow' }),
  key: z.string().meta({ description: "The entry's key on its config topic, e.g. 12345/DISCOUNT" }),
});

/**
 * A parley.yaml as it was applied, as a whole. The config topics are compacted and know only what stands now; this
 * one is keyed by revision, so that compaction forgets none.
 */
export const configApplied = defineEvent({
  name: 'config.applied',
  version: 1,
  summary: 'A parley.yaml was applied: its text, when, and what it changed. Kept for ever.',
  owner: 'parley-cli',
  producers: ['parley-cli', 'console'],
  consumers: ['parley-cli', 'console'],
  key: 'name',
  cleanup: 'compact',
  schema: z.object({
    revision: z.string().meta({ description: 'Stands in every config event of this application' }),
    appliedAt: instant,
    file: z.string().meta({ description: "The file's name, without its folder" }),
    text: z.string().meta({ description: 'The whole file' }),
    by: z
      .string()
      .max(80)
      .optional()
      .meta({ description: 'Who applied it: the name of a key, or a subject' }),
    reason: z
      .string()
      .min(1)
      .max(500)
      .optional()
      .meta({ description: 'Why, in the words of who applied it' }),
    changes: z.array(change).meta({ description: 'What it changed, in the order in which it was published' }),
  }),
  example: {
    revision: '2026-11-20T15:00:00.000Z-1f2a3b4c',
    appliedAt: '2026-11-20T15:00:00.000Z',
    file: 'parley.yaml',
    text: 'version: 1\nbrand: Warm Sweaters\n',
    by: 'kim',
    reason: 'the winter sale begins',
    changes: [{ action: 'add', kind: 'keyword', key: '12345/DISCOUNT' }],
  },
});

export type ConfigApplied = DataOf<typeof configApplied>;
