import type { JsonSchema } from '@parley/contracts';

const UPPER_BOUNDS = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'];
const LOWER_BOUNDS = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'];
const UNCHANGEABLE = ['type', 'pattern', 'format', 'const'];

/**
 * What today's schema of an event breaks for records and services of the frozen one: one sentence each.
 * Allowed within a version: a new optional field, a new enum value, a wider bound. Everything else is a new
 * version of the topic.
 */
export function breakingChanges(frozen: JsonSchema, current: JsonSchema, at = 'payload'): string[] {
  return [
    ...unchangeable(frozen, current, at),
    ...bounds(frozen, current, at),
    ...values(frozen, current, at),
    ...fields(frozen, current, at),
    ...nested(frozen, current, at),
  ];
}

function unchangeable(frozen: JsonSchema, current: JsonSchema, at: string): string[] {
  const changed = UNCHANGEABLE.filter((key) => current[key] !== undefined && current[key] !== frozen[key]);
  const reasons = changed.map(
    (key) => `${at}: ${key} changed from ${text(frozen[key])} to ${text(current[key])}`,
  );
  if (text(frozen['default']) !== text(current['default'])) {
    reasons.push(`${at}: default changed from ${text(frozen['default'])} to ${text(current['default'])}`);
  }
  return reasons;
}

function bounds(frozen: JsonSchema, current: JsonSchema, at: string): string[] {
  const narrower = (keys: string[], sign: 1 | -1) =>
    keys.filter((key) => {
      const now = current[key];
      const before = frozen[key];
      return typeof now === 'number' && (typeof before !== 'number' || sign * now < sign * before);
    });
  return [...narrower(UPPER_BOUNDS, 1), ...narrower(LOWER_BOUNDS, -1)].map(
    (key) => `${at}: ${key} narrowed from ${text(frozen[key])} to ${text(current[key])}`,
  );
}

function values(frozen: JsonSchema, current: JsonSchema, at: string): string[] {
  const now = current['enum'];
  if (!Array.isArray(now)) return [];
  const before = frozen['enum'];
  if (!Array.isArray(before)) return [`${at}: only some values are allowed now`];
  return before
    .filter((value) => !now.includes(value))
    .map((value) => `${at}: value ${text(value)} was removed`);
}

function fields(frozen: JsonSchema, current: JsonSchema, at: string): string[] {
  const before = schemas(frozen['properties']);
  const now = schemas(current['properties']);
  const wasRequired = new Set(list(frozen['required']).map(String));
  const isRequired = new Set(list(current['required']).map(String));
  const reasons: string[] = [];
  for (const [name, schema] of Object.entries(before)) {
    const today = now[name];
    if (today === undefined) {
      reasons.push(`${at}.${name}: the field was removed`);
      continue;
    }
    reasons.push(...breakingChanges(schema, today, `${at}.${name}`));
    if (wasRequired.has(name) && !isRequired.has(name)) {
      reasons.push(`${at}.${name}: the field may be absent now, and older readers need it`);
    }
  }
  for (const name of isRequired) {
    if (!wasRequired.has(name)) reasons.push(`${at}.${name}: the field is required now`);
  }
  if (current['additionalProperties'] === false && frozen['additionalProperties'] !== false) {
    reasons.push(`${at}: unknown fields are refused now`);
  }
  return reasons;
}

function nested(frozen: JsonSchema, current: JsonSchema, at: string): string[] {
  const items = schema(current['items']);
  const reasons = items ? breakingChanges(schema(frozen['items']) ?? {}, items, `${at}[]`) : [];
  return [
    ...reasons,
    ...alternatives('anyOf', frozen, current, at),
    ...alternatives('oneOf', frozen, current, at),
  ];
}

/** Forms are told apart by their place: a new one comes last. */
function alternatives(key: 'anyOf' | 'oneOf', frozen: JsonSchema, current: JsonSchema, at: string): string[] {
  const before = list(frozen[key]).map((option) => schema(option) ?? {});
  const now = list(current[key]).map((option) => schema(option) ?? {});
  if (now.length === 0) return [];
  return [
    ...(now.length < before.length ? [`${at}: an alternative was removed`] : []),
    ...now.flatMap((option, index) => breakingChanges(before[index] ?? option, option, `${at}|${index}`)),
  ];
}

function schema(value: unknown): JsonSchema | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonSchema)
    : undefined;
}

function schemas(value: unknown): Record<string, JsonSchema> {
  return (schema(value) ?? {}) as Record<string, JsonSchema>;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
