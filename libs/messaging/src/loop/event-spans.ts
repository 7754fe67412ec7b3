import { SpanKind, type Attributes, type Span } from '@opentelemetry/api';
import { endSpan, isSampled, parseTraceparent, startSpan, traceparentOf } from '@parley/platform';
import type { Envelope } from '../envelope.js';

/**
 * The spans of one event's way through the loop, made only when its conversation is sampled: `process` for the
 * event and a `send` for each effect (OpenTelemetry messaging semantic conventions).
 */
export class EventSpans {
  private readonly sends: Span[] = [];

  private constructor(
    private readonly event: Envelope,
    private readonly process: Span,
  ) {}

  static start(
    event: Envelope,
    group: string,
    batchSize: number,
    receivedMs: number,
  ): EventSpans | undefined {
    if (!isSampled(event.traceparent)) return undefined;
    const { topic, partition, offset } = event.origin;
    const span = startSpan(`process ${topic}`, {
      kind: SpanKind.CONSUMER,
      parent: event.traceparent,
      startMs: receivedMs,
      attributes: {
        ...messagingAttributes(topic, event.id, event.conversationId),
        'messaging.operation.type': 'process',
        'messaging.operation.name': 'process',
        'messaging.consumer.group.name': group,
        'messaging.destination.partition.id': String(partition),
        'messaging.kafka.offset': Number(offset),
        'messaging.batch.message_count': batchSize,
      },
    });
    return new EventSpans(event, span);
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
    const span = startSpan(`send ${topic}`, {
      kind: SpanKind.PRODUCER,
      parent: this.traceparent,
      attributes: {
        ...messagingAttributes(topic, id, this.event.conversationId),
        'messaging.operation.type': 'send',
        'messaging.operation.name': 'send',
      },
    });
    this.sends.push(span);
    return traceparentOf(span);
  }

  /** Everything is committed and published. */
  end(errorCode?: string): void {
    for (const span of this.sends) endSpan(span);
    endSpan(this.process, undefined, errorCode);
  }
}

/** What every messaging span says; conversation ids are opaque, keys (numbers) never go in. */
export function messagingAttributes(topic: string, id: string, conversationId: string): Attributes {
  return {
    'messaging.system': 'kafka',
    'messaging.destination.name': topic,
    'messaging.message.id': id,
    'messaging.message.conversation_id': conversationId,
  };
}
