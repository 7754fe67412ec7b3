import { events, payloadSchema, type JsonSchema } from '@parley/contracts';
import * as fc from 'fast-check';
import { breakingChanges } from './breaking-changes.js';

const BEFORE: JsonSchema = {
  type: 'object',
  properties: {
    name: { type: 'string', maxLength: 10, pattern: '^a' },
    size: { enum: ['s', 'm'], type: 'string' },
    lane: { type: 'string', default: 'reply' },
    list: {
      type: 'array',
      items: { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
    },
    either: { anyOf: [{ type: 'string' }, { const: '*' }] },
  },
  required: ['name'],
};

function after(properties: Record<string, JsonSchema | undefined>, more: JsonSchema = {}): JsonSchema {
  const merged = { ...(BEFORE['properties'] as object), ...properties };
  return { ...BEFORE, properties: JSON.parse(JSON.stringify(merged)) as JsonSchema, ...more };
}

describe('breakingChanges', () => {
  it.each<[string, JsonSchema]>([
    ['nothing', BEFORE],
    ['a new optional field', after({ more: { type: 'string' } })],
    ['a new value', after({ size: { enum: ['s', 'm', 'l'], type: 'string' } })],
    ['a wider bound', after({ name: { type: 'string', maxLength: 20, pattern: '^a' } })],
    ['a bound less', after({ name: { type: 'string', pattern: '^a' } })],
    [
      'a new description',
      after({ name: { type: 'string', maxLength: 10, pattern: '^a', description: 'x' } }),
    ],
    [
      'a new alternative',
      after({ either: { anyOf: [{ type: 'string' }, { const: '*' }, { type: 'null' }] } }),
    ],
  ])('allows %s', (_, schema) => {
    expect(breakingChanges(BEFORE, schema)).toEqual([]);
  });

  it.each<[string, JsonSchema, string]>([
    ['a field less', after({ lane: undefined }), 'payload.lane: the field was removed'],
    [
      'a new required field',
      after({ more: { type: 'string' } }, { required: ['name', 'more'] }),
      'payload.more: the field is required now',
    ],
    [
      'an optional field made required',
      after({}, { required: ['name', 'size'] }),
      'payload.size: the field is required now',
    ],
    [
      'a required field made optional',
      after({}, { required: [] }),
      'payload.name: the field may be absent now, and older readers need it',
    ],
    [
      'another type',
      after({ lane: { type: 'number', default: 'reply' } }),
      'payload.lane: type changed from "string" to "number"',
    ],
    [
      'another pattern',
      after({ name: { type: 'string', maxLength: 10, pattern: '^b' } }),
      'payload.name: pattern changed from "^a" to "^b"',
    ],
    [
      'a narrower bound',
      after({ name: { type: 'string', maxLength: 9, pattern: '^a' } }),
      'payload.name: maxLength narrowed from 10 to 9',
    ],
    [
      'a new bound',
      after({ name: { type: 'string', maxLength: 10, minLength: 1, pattern: '^a' } }),
      'payload.name: minLength narrowed from nothing to 1',
    ],
    ['a value less', after({ size: { enum: ['m'], type: 'string' } }), 'payload.size: value "s" was removed'],
    [
      'values where any was allowed',
      after({ lane: { type: 'string', default: 'reply', enum: ['reply'] } }),
      'payload.lane: only some values are allowed now',
    ],
    [
      'another default',
      after({ lane: { type: 'string', default: 'bulk' } }),
      'payload.lane: default changed from "reply" to "bulk"',
    ],
    [
      'an alternative less',
      after({ either: { anyOf: [{ type: 'string' }] } }),
      'payload.either: an alternative was removed',
    ],
    [
      'a field less inside a list',
      after({ list: { type: 'array', items: { type: 'object', properties: {} } } }),
      'payload.list[].a: the field was removed',
    ],
    [
      'closed to unknown fields',
      after({}, { additionalProperties: false }),
      'payload: unknown fields are refused now',
    ],
  ])('refuses %s', (_, schema, reason) => {
    expect(breakingChanges(BEFORE, schema)).toEqual([reason]);
  });

  it('finds any field taken out of any event, at any depth', () => {
    const fields = events.flatMap((event) => {
      const schema = payloadSchema(event);
      return fieldPaths(schema).map((path) => ({ schema, path }));
    });
    fc.assert(
      fc.property(fc.constantFrom(...fields), ({ schema, path }) => {
        const poorer = structuredClone(schema) as Record<string, never>;
        const parent = path.slice(0, -1).reduce<Record<string, never>>((at, key) => at[key]!, poorer);
        delete parent[path.at(-1)!];
        expect(breakingChanges(schema, schema)).toEqual([]);
        expect(breakingChanges(schema, poorer)).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

/** Paths to every field inside `properties`, also those of lists' entries. */
function fieldPaths(schema: unknown, at: string[] = []): string[][] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    const path = [...at, key];
    const own = at.at(-1) === 'properties' ? [path] : [];
    return [...own, ...(key === 'examples' ? [] : fieldPaths(value, path))];
  });
}
