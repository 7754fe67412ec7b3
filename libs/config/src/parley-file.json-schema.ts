import { jsonSchemaOf, type JsonSchema } from '@parley/contracts';
import { z } from 'zod';
import {
  carrierFields,
  keywordActions,
  keywordEntry,
  parleyFileSchema,
  senderEntry,
} from './parley-file.schema.js';

/** JSON Schema of parley.yaml, for editors: completion, descriptions and red lines while typing. */
export function parleyFileJsonSchema(): JsonSchema {
  const oneAction = keywordEntry.meta({ oneOf: keywordActions.map((action) => ({ required: [action] })) });
  const oneCarrier = senderEntry.meta({ oneOf: carrierFields.map((required) => ({ required })) });
  const { $schema: dialect, ...shape } = jsonSchemaOf(
    parleyFileSchema.extend({
      senders: z.array(oneCarrier).min(1),
      keywords: z.array(oneAction).default([]),
    }),
  );
  return {
    $schema: dialect,
    title: 'parley.yaml',
    description:
      'Senders, programs, preferences, keywords, flows and webhooks of a Parley platform; applied by `parley apply`.',
    ...shape,
  };
}
