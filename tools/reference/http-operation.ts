import type { JsonSchema } from '@parley/contracts';
import type { OpenAPIObject } from '@nestjs/swagger';
import { NEEDS_EXTENSION } from '@parley/platform';

/** An operation of an API, with the schemas that its document keeps elsewhere put in their places. */
export interface HttpOperation {
  readonly method: string;
  /** As routes are written: `/v1/cases/:id`. */
  readonly path: string;
  /** Absent where its handler says none: such a route serves our own pages and is no promise. */
  readonly summary?: string;
  readonly needs?: string;
  readonly parameters: readonly Parameter[];
  readonly body?: JsonSchema;
  readonly answers: readonly Answer[];
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly example?: string;
}

export interface Answer {
  readonly status: string;
  readonly description: string;
  readonly schema?: JsonSchema;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>>;
  readonly description?: string;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The operations of a document, in the order of its paths. */
export function operationsOf(document: OpenAPIObject): HttpOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method): HttpOperation[] => {
      const found = item[method];
      if (found === undefined) return [];
      const schemaOf = ({ content }: Content): JsonSchema | undefined => {
        const schema = Object.values(content ?? {})[0]?.schema;
        return schema && inPlace(schema, document);
      };
      const needs = (found as unknown as Record<string, unknown>)[NEEDS_EXTENSION] as string | undefined;
      return [
        {
          method: method.toUpperCase(),
          path: path.replaceAll(/\{(\w+)\}/g, ':$1'),
          ...(found.summary && { summary: found.summary }),
          ...(needs !== undefined && { needs }),
          parameters: (found.parameters ?? []) as unknown as Parameter[],
          ...(found.requestBody && { body: schemaOf(found.requestBody as Content) }),
          answers: Object.entries(found.responses ?? {}).map(([status, answer]) => ({
            status,
            description: (answer as Content).description ?? '',
            schema: schemaOf(answer as Content),
          })),
        },
      ];
    }),
  );
}

/** A schema with what it refers to put in its place. Views hold no circles: nothing of JSON can. */
function inPlace(schema: JsonSchema, document: OpenAPIObject): JsonSchema {
  const resolved = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, valueInPlace(value, document)]),
  );
  const { $ref: reference, allOf, ...rest } = resolved;
  if (typeof reference === 'string') {
    const name = reference.slice(reference.lastIndexOf('/') + 1);
    return inPlace((document.components?.schemas?.[name] ?? {}) as JsonSchema, document);
  }
  const parts = Array.isArray(allOf) ? (allOf as JsonSchema[]) : [];
  return Object.assign({}, ...parts, rest) as JsonSchema;
}

function valueInPlace(value: unknown, document: OpenAPIObject): unknown {
  if (Array.isArray(value)) return value.map((each) => valueInPlace(each, document));
  if (typeof value === 'object' && value !== null) return inPlace(value as JsonSchema, document);
  return value;
}
