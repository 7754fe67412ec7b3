import { setTimeout as pause } from 'node:timers/promises';
import type { OutgoingRecord } from '../wire/record.js';
import { PublishError, type EventPublisher } from './event-publisher.js';

/** Somebody who waits for the answer of an API waits no longer than this, ms. */
const WITHIN_MS = 5000;

/**
 * Publishes what an API was asked for while its caller waits: resolves when all in-sync replicas have it.
 *
 * @throws PublishError after 5 s too: nothing may be assumed published, nor that nothing was
 */
export async function publishInTime(
  publisher: Pick<EventPublisher, 'publish'>,
  records: readonly OutgoingRecord[],
  withinMs = WITHIN_MS,
): Promise<void> {
  const waiting = new AbortController();
  const late = pause(withinMs, undefined, { signal: waiting.signal }).then(() => {
    throw new PublishError(`no answer within ${withinMs} ms`);
  });
  try {
    await Promise.race([publisher.publish(records), late]);
  } finally {
    waiting.abort();
    late.catch(() => undefined);
  }
}
