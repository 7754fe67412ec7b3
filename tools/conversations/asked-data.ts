import type { EventDefinition } from '@parley/contracts';
import type { HouseEvent } from './conversation.js';
import { passingTime } from './passing-time.js';

/**
 * The data of an event that another service publishes: instants may be written from now on (`+ 2 hours`), a field may
 * be that of the newest event of a kind (`{ the: caseId, of: support.case.opened }`), and when it was asked is now where
 * nothing else is said.
 */
export function askedData(
  { schema }: EventDefinition,
  written: Readonly<Record<string, unknown>>,
  nowMs: number,
  published: readonly HouseEvent[] = [],
): Record<string, unknown> {
  const now = 'requestedAt' in schema.shape ? { requestedAt: new Date(nowMs).toISOString() } : {};
  const data: Record<string, unknown> = { ...now, ...written };
  const fields: Readonly<Record<string, FieldSchema>> = schema.shape;
  const nullable = (field: string): boolean => fields[field]?.safeParse(null).success === true;
  for (const [field, value] of Object.entries(data)) {
    const ms = typeof value === 'string' ? passingTime(value) : undefined;
    if (ms !== undefined) data[field] = new Date(nowMs + ms).toISOString();
    const from = fieldOf(value);
    if (from) data[field] = published.findLast(({ event }) => event === from.of)?.data[from.the];
    if (value === null && !nullable(field)) delete data[field];
  }
  return data;
}

interface FieldSchema {
  safeParse(value: unknown): { readonly success: boolean };
}

/** `{ the: caseId, of: support.case.opened }`, where a value is that. */
export function fieldOf(value: unknown): { readonly the: string; readonly of: string } | undefined {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return undefined;
  const { the, of } = value as { the?: unknown; of?: unknown };
  return typeof the === 'string' && typeof of === 'string' ? { the, of } : undefined;
}
