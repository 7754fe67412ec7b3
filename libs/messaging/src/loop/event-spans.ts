import { SpanKind, type Attributes, type Span } from '@opentelemetry/api';
import { endSpan, isSampled, parseTraceparent, startSpan, traceparentOf } from '@parley/platform';
import type { Envelope } from '../envelope.js';
import { messagingAttributes, startSend, type Sends } from './send-spans.js';

/**
 * The spans of one event's way through the loop, made only when its conversation is sampled: `poll` for its time in
 * Kafka, `process`, and a `send` for each effect (OpenTelemetry messaging semantic conventions).
 */
export class EventSpans implements Sends {
  private readonly sends: Span[] = [];

  private constructor(
    private readonly event: Envelope,
    private readonly poll: Span,
    private readonly process: Span,
    private readonly receivedMs: number,
  ) {}

  static start(
    event: Envelope,
    group: string,
    batchSize: number,
    receivedMs: number,
  ): EventSpans | undefined {
    return isSampled(event.traceparent) ? EventSpans.keep(event, group, batchSize, receivedMs) : undefined;
  }

  /** As `start`, whether the event is sampled or not: made after the fact, where its decision wants it kept. */
  static keep(event: Envelope, group: string, batchSize: number, receivedMs: number): EventSpans {
    const attributes = { ...consumerAttributes(event, group), 'messaging.batch.message_count': batchSize };
    const { traceparent, origin } = event;
    const poll = startSpan(`poll ${origin.topic}`, {
      kind: SpanKind.CLIENT,
      parent: traceparent,
      startMs: Math.min(origin.timestamp, receivedMs), // a producer's clock may be ahead
      attributes: {
        ...attributes,
        'messaging.operation.type': 'receive',
        'messaging.operation.name': 'poll',
      },
    });
    const process = startSpan(`process ${origin.topic}`, {
      kind: SpanKind.CONSUMER,
      parent: traceparent,
      startMs: receivedMs,
      attributes: { ...attributes, ...PROCESS },
    });
    return new EventSpans(event, poll, process, receivedMs);
  }

  /** The trace context that whatever this event causes is a child of. */
  get traceparent(): string {
    return traceparentOf(this.process);
  }

  /** What the decision wants said about itself. */
  describe(attributes: Attributes | undefined, links: readonly string[] | undefined): void {
    if (attributes) this.process.setAttributes(attributes);
    for (const link of links ?? []) {
      const context = parseTraceparent(link);
      if (context) this.process.addLink({ context });
    }
  }

  /** Starts the `send` span of an effect. @returns the traceparent that travels with it */
  send(topic: string, id: string): string {
    const span = startSend(topic, id, this.event.conversationId, this.traceparent);
    this.sends.push(span);
    return traceparentOf(span);
  }

  /** Everything is committed and published. Without it, as when a batch is decided anew, nothing is kept. */
  end(errorCode?: string): void {
    endSpan(this.poll, this.receivedMs);
    for (const span of this.sends) endSpan(span);
    endSpan(this.process, undefined, errorCode);
  }
}

/** Of a `process` span. */
export const PROCESS = { 'messaging.operation.type': 'process', 'messaging.operation.name': 'process' };

/** What a consumer's span says of its event. */
export function consumerAttributes(event: Envelope, group: string): Attributes {
  const { topic, partition, offset } = event.origin;
  return {
    ...messagingAttributes(topic, event.id, event.conversationId),
    'messaging.consumer.group.name': group,
    'messaging.destination.partition.id': String(partition),
    'messaging.kafka.offset': Number(offset),
  };
}
