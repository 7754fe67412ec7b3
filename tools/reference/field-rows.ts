import {
  duration,
  e164,
  eventId,
  instant,
  jsonSchemaOf,
  senderAddress,
  slug,
  type JsonSchema,
} from '@parley/contracts';
import type { z } from 'zod';
import { code } from './markdown.js';

/** A field as the reference shows it. */
export interface FieldRow {
  /** Its way from the top: `list[].name`, `values.<name>`, and `steps[] (ask).text` of one form among several. */
  readonly path: string;
  readonly type: string;
  /** `yes`, `no`, or what it is when absent. */
  readonly needed: string;
  readonly description: string;
}

/** Words for the patterns that everything is written with. */
const PATTERNS = new Map(
  (
    [
      [e164, 'number, E.164'],
      [senderAddress, 'sender'],
      [slug, 'name'],
      [eventId, 'UUID'],
      [instant, 'instant, UTC'],
      [duration, 'duration'],
    ] as [z.ZodType, string][]
  ).map(([schema, words]) => [formOf(jsonSchemaOf(schema)), words]),
);

/** Formats that say something of their own; the others are seen by their pattern. */
const FORMATS: Readonly<Record<string, string>> = { uri: ', URL', 'date-time': ', instant', date: ', day' };

/** The fields of an object's JSON Schema, in their order, each before what lies within it. */
export function fieldRows(schema: JsonSchema, path = ''): FieldRow[] {
  const required = new Set(strings(schema['required']));
  return Object.entries(object(schema['properties'])).flatMap(([name, child]) => {
    const at = path === '' ? name : `${path}.${name}`;
    const field = child as JsonSchema;
    return [rowOf(at, field, required.has(name)), ...within(field, at)];
  });
}

function rowOf(path: string, schema: JsonSchema, required: boolean): FieldRow {
  const preset = schema['default'];
  return {
    path,
    type: typeOf(schema),
    needed: preset !== undefined ? code(JSON.stringify(preset)) : required ? 'yes' : 'no',
    description: descriptionOf(schema),
  };
}

export function descriptionOf({ description }: JsonSchema): string {
  return typeof description === 'string' ? description : '';
}

/** What lies inside a list, a map or one of several forms. */
function within(schema: JsonSchema, path: string): FieldRow[] {
  const items = schema['items'] as JsonSchema | undefined;
  if (items) return within(items, `${path}[]`);
  const named = schema['additionalProperties'];
  if (typeof named === 'object' && named !== null) return within(named as JsonSchema, `${path}.<name>`);
  if (schema['properties']) return fieldRows(schema, path);
  return forms(schema).flatMap((form) => within(form, `${path}${nameOfForm(form)}`));
}

/** The type in words, with its bounds: `text, 1 to 1600`, `one of a, b`, `list of name`. */
export function typeOf(schema: JsonSchema): string {
  if (schema['const'] !== undefined) return code(JSON.stringify(schema['const']));
  const values = schema['enum'];
  if (Array.isArray(values)) return values.map((value) => code(String(value))).join(', ');
  const alternatives = forms(schema);
  if (alternatives.length > 0) return [...new Set(alternatives.map(typeOf))].join(' or ');
  if (schema['type'] === 'array') {
    const items = schema['items'] as JsonSchema | undefined;
    const length = bounds(schema, 'minItems', 'maxItems').replace(', ', '');
    return `list of ${items ? typeOf(items) : 'anything'}${length && ` (${length} of them)`}`;
  }
  if (schema['type'] === 'object') return schema['properties'] ? 'object' : 'object by name';
  const known = PATTERNS.get(formOf(schema));
  if (known !== undefined) return known;
  if (schema['type'] === 'string') return stringType(schema);
  return `${typeof schema['type'] === 'string' ? schema['type'] : 'anything'}${bounds(schema, 'minimum', 'maximum')}`;
}

function stringType(schema: JsonSchema): string {
  const { format, pattern } = schema;
  const form = FORMATS[String(format)] ?? '';
  const written = typeof pattern === 'string' && form === '' ? `, ${code(pattern)}` : '';
  return `text${bounds(schema, 'minLength', 'maxLength')}${form}${written}`;
}

function bounds(schema: JsonSchema, least: string, most: string): string {
  const above = schema['exclusiveMinimum'];
  const from = schema[least] as number | undefined;
  const to = schema[most] as number | undefined;
  if (typeof above === 'number')
    return to === undefined ? `, over ${above}` : `, over ${above}, at most ${to}`;
  if (from !== undefined && to !== undefined) return `, ${from} to ${to}`;
  if (from !== undefined) return `, at least ${from}`;
  return to === undefined ? '' : `, at most ${to}`;
}

/** The alternatives of a union; none where `oneOf` only says which fields belong together. */
function forms(schema: JsonSchema): JsonSchema[] {
  const list = (schema['anyOf'] ?? (schema['properties'] ? undefined : schema['oneOf'])) as
    JsonSchema[] | undefined;
  return list ?? [];
}

/** ` (ask)`: forms are told apart by the field that has one value only. */
function nameOfForm(form: JsonSchema): string {
  const fixed = Object.values(object(form['properties'])).find(
    (field) => (field as JsonSchema)['const'] !== undefined,
  ) as JsonSchema | undefined;
  return fixed ? ` (${String(fixed['const'])})` : '';
}

function formOf({ type, pattern, format }: JsonSchema): string {
  return JSON.stringify([type, pattern, format]);
}

function object(value: unknown): Record<string, unknown> {
  return (value ?? {}) as Record<string, unknown>;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
