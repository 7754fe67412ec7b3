import { SpanKind } from '@opentelemetry/api';
import { headers } from '@parley/contracts';
import { endSpan, isSampled, parseTraceparent, startSpan } from '@parley/platform';
import type { Envelope } from '../envelope.js';
import type { IncomingRecord } from '../wire/record.js';
import { consumerAttributes, PROCESS } from './event-spans.js';

const CONVERSATION_ID = /^[0-9a-f]{32}$/;

/**
 * The span of an event that was set aside, made after the fact. A failure is kept whatever the sampling (docs/adr/0012),
 * so that the trace id of its log line leads somewhere; what only waits behind one is kept where it is sampled.
 */
export function keepSetAside(event: Envelope, group: string, atMs: number, code: string): void {
  if (code === 'BEHIND_PARKED' && !isSampled(event.traceparent)) return;
  const span = startSpan(`process ${event.origin.topic}`, {
    kind: SpanKind.CONSUMER,
    parent: event.traceparent,
    startMs: atMs,
    attributes: { ...consumerAttributes(event, group), ...PROCESS },
  });
  endSpan(span, undefined, code);
}

/** The span of a record that nobody can read. Of its headers only what has the right form goes in. */
export function keepDeadLetter(record: IncomingRecord, group: string, atMs: number, reason: string): void {
  const conversation = text(record, headers.conversationId);
  const traceparent = text(record, headers.traceparent);
  const span = startSpan(`process ${record.topic}`, {
    kind: SpanKind.CONSUMER,
    ...(parseTraceparent(traceparent) && { parent: traceparent! }),
    startMs: atMs,
    attributes: {
      'messaging.system': 'kafka',
      'messaging.destination.name': record.topic,
      'messaging.destination.partition.id': String(record.partition),
      'messaging.kafka.offset': Number(record.offset),
      'messaging.consumer.group.name': group,
      ...(conversation !== undefined &&
        CONVERSATION_ID.test(conversation) && { 'messaging.message.conversation_id': conversation }),
      ...PROCESS,
    },
  });
  endSpan(span, undefined, reason);
}

function text(record: IncomingRecord, name: string): string | undefined {
  const value = record.headers[name];
  return value === undefined || Array.isArray(value) ? undefined : value.toString();
}
