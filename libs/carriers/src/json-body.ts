import { isUtf8 } from 'node:buffer';
import { refusal } from './refusals.js';
import type { WebhookRefusal } from './webhook.port.js';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a body that must be one JSON object in UTF-8; undefined where it is anything else. */
export function jsonObject(body: Buffer): JsonObject | undefined {
  if (!isUtf8(body)) return undefined;
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const longestId = 128;

/**
 * Checks that ids and numbers are non-empty strings of at most 128 characters. Optional ones may be absent,
 * null or empty, which carriers use for "not known".
 */
export function checkIds(
  fields: JsonObject,
  required: readonly string[],
  optional: readonly string[] = [],
): WebhookRefusal | undefined {
  for (const name of required) {
    if (isAbsent(fields[name])) return refusal('FIELD_MISSING', `The field "${name}" is missing or empty.`);
    if (!isShortString(fields[name])) return invalidId(name);
  }
  for (const name of optional) {
    if (!isAbsent(fields[name]) && !isShortString(fields[name])) return invalidId(name);
  }
  return undefined;
}

/** Checks that a time, where there is one, is ms since the epoch. */
export function checkInstant(fields: JsonObject, name: string): WebhookRefusal | undefined {
  const value = fields[name];
  if (isAbsent(value)) return undefined;
  // 8.64e15 ms is the largest time that a Date can hold.
  return typeof value === 'number' && value >= 0 && value <= 8.64e15
    ? undefined
    : refusal('FIELD_INVALID', `The field "${name}" must be ms since the epoch.`);
}

/** An optional id or number that `checkIds` has passed. */
export function optionalId(fields: JsonObject, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' && value.length > 0 ? value : undefined;
}

/** An optional time that `checkInstant` has passed, ms since the epoch. */
export function optionalInstant(fields: JsonObject, name: string): number | undefined {
  const value = fields[name];
  return typeof value === 'number' ? value : undefined;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function isShortString(value: unknown): boolean {
  return typeof value === 'string' && value.length <= longestId;
}

function invalidId(name: string): WebhookRefusal {
  return refusal('FIELD_INVALID', `The field "${name}" must be a string of at most ${longestId} characters.`);
}
