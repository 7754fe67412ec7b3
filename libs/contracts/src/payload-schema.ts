import { z } from 'zod';
import type { EventDefinition } from './event-definition.js';

/** A JSON Schema object, draft-07: the draft that AsyncAPI 3.0 and editors share. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/**
 * The JSON Schema of what a producer may write: fields with a default may be left out, unknown fields are
 * allowed (readers drop them).
 */
export function payloadSchema(event: EventDefinition): JsonSchema {
  const { $schema: dialect, ...shape } = jsonSchemaOf(event.schema);
  return {
    $schema: dialect,
    title: event.topic,
    description: event.summary,
    ...shape,
    examples: [event.example],
  };
}

/** JSON Schema (draft-07) of a schema's input, without zod's long patterns where the format says it. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format === 'uuid') delete jsonSchema.pattern;
      if (jsonSchema.format === 'date-time') jsonSchema.pattern = 'Z$';
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
}
