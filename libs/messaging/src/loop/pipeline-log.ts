import type { Logger } from '@nestjs/common';
import { storyOf } from '@parley/platform';
import type { Envelope } from '../envelope.js';
import type { DeadLetter } from './dead-letters.js';
import { keepDeadLetter, keepSetAside } from './failed-spans.js';
import { loopMetrics } from './loop-metrics.js';

/** Whose batches are told of. */
interface Pipeline {
  readonly group: string;
  readonly definition: { readonly topic: string };
  readonly logger: Logger;
}

/** Records that were set aside: a span and a count each, one line for all. No key and no value (I7). */
export function tellLetters(
  { group, definition: { topic }, logger }: Pipeline,
  letters: readonly DeadLetter[],
  receivedMs: number,
): void {
  for (const { record, reason } of letters) {
    keepDeadLetter(record, group, receivedMs, reason);
    loopMetrics.deadLetters.add(1, { reason, 'messaging.destination.name': topic });
  }
  const told = letters.map(({ record: { partition, offset }, reason }) => ({ partition, offset, reason }));
  logger.warn({ msg: 'dead letters', topic, group, letters: told });
}

/** Events of before their person was forgotten (ERASED): a count, and one line with what they were. */
export function tellErased(
  { group, definition: { topic }, logger }: Pipeline,
  events: readonly Envelope[],
): void {
  loopMetrics.erased.add(events.length, { 'messaging.consumer.group.name': group });
  logger.log({
    msg: 'dropped, as their person was forgotten (ERASED)',
    topic,
    group,
    events: events.map(storyOf),
  });
}

/** Events that were parked for a bug: a span and a count each, and one line that leads to it, without its message. */
export function tellPoisoned(
  { group, definition: { topic }, logger }: Pipeline,
  events: readonly Envelope[],
  error: unknown,
  nowMs: number,
): void {
  loopMetrics.parked.add(events.length, { 'messaging.consumer.group.name': group });
  for (const event of events) keepSetAside(event, group, nowMs, 'HANDLER_BUG');
  const { name, code, stack } = error as Error & { code?: string };
  const at = stack
    ?.split('\n')
    .find((line) => line.includes('    at '))
    ?.trim();
  logger.error({
    msg: 'conversation parked (HANDLER_BUG)',
    consumer: `${group}/${topic}`,
    events: events.map(storyOf),
    name,
    code,
    at,
  });
}

/** A batch that is through, of so many records; its line leads to the first event's story. */
export function tellBatch(
  { group, definition: { topic }, logger }: Pipeline,
  records: number,
  first: Envelope | undefined,
  tookMs: number,
): void {
  const labels = { 'messaging.consumer.group.name': group, 'messaging.destination.name': topic };
  loopMetrics.consumed.add(records, labels);
  loopMetrics.duration.record(tookMs / 1000, labels);
  logger.debug({ msg: 'batch', topic, group, records, tookMs, ...(first && { first: storyOf(first) }) });
}
