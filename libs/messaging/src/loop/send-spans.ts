import { SpanKind, type Attributes, type Span } from '@opentelemetry/api';
import { endSpan, isSampled, startSpan, traceparentOf } from '@parley/platform';

/** Makes the span of an effect that is about to go out. */
export interface Sends {
  /** @returns the traceparent that travels with it */
  send(topic: string, id: string): string;
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

/** Starts the `send` span of one event. */
export function startSend(topic: string, id: string, conversationId: string, parent: string): Span {
  return startSpan(`send ${topic}`, {
    kind: SpanKind.PRODUCER,
    parent,
    attributes: {
      ...messagingAttributes(topic, id, conversationId),
      'messaging.operation.type': 'send',
      'messaging.operation.name': 'send',
    },
  });
}

/** The `send` spans of what no consumed event causes, made for causes that are sampled; ended when all is published. */
export class SendSpans {
  private readonly spans: Span[] = [];

  of(cause: { conversationId: string; traceparent: string }): Sends | undefined {
    if (!isSampled(cause.traceparent)) return undefined;
    return {
      send: (topic, id) => {
        const span = startSend(topic, id, cause.conversationId, cause.traceparent);
        this.spans.push(span);
        return traceparentOf(span);
      },
    };
  }

  end(): void {
    for (const span of this.spans) endSpan(span);
  }
}
