import { jsonSchemaOf, type JsonSchema } from '@parley/contracts';
import { z } from 'zod';
import { keywordActions, keywordEntry, parleyFileSchema } from './parley-file.schema.js';

/** JSON Schema of parley.yaml, for editors: completion, descriptions and red lines while typing. */
export function parleyFileJsonSchema(): JsonSchema {
  const oneAction = keywordEntry.meta({ oneOf: keywordActions.map((action) => ({ required: [action] })) });
  const { $schema: dialect, ...shape } = jsonSchemaOf(
    parleyFileSchema.extend({ keywords: z.array(oneAction).default([]) }),
  );
  return {
    $schema: dialect,
    title: 'parley.yaml',
    description:
      'Senders, programs, preferences, keywords and flows of a Parley platform; applied by `parley apply`.',
    ...shape,
  };
}
