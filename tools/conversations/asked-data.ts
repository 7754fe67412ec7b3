import type { EventDefinition } from '@parley/contracts';
import { passingTime } from './passing-time.js';

/**
 * The data of an event that another service publishes: instants may be written from now on (`+ 2 hours`), and when it
 * was asked is now where nothing else is said.
 */
export function askedData(
  { schema }: EventDefinition,
  written: Readonly<Record<string, unknown>>,
  nowMs: number,
): Record<string, unknown> {
  const now = 'requestedAt' in schema.shape ? { requestedAt: new Date(nowMs).toISOString() } : {};
  const data: Record<string, unknown> = { ...now, ...written };
  for (const [field, value] of Object.entries(data)) {
    const ms = typeof value === 'string' ? passingTime(value) : undefined;
    if (ms !== undefined) data[field] = new Date(nowMs + ms).toISOString();
    if (value === null) delete data[field];
  }
  return data;
}
