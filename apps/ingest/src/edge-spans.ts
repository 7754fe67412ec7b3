import { SpanKind, type Span } from '@opentelemetry/api';
import { endSpan, startSpan, traceparentOf } from '@parley/platform';

/** What is known of an event when its trace begins; no number and no text (I7). */
export interface EdgeEvent {
  /** As in `POST /v1/carriers/:carrier/mo`, without the method. */
  readonly route: string;
  /** Of the request; absent where it came by a link of ours. */
  readonly method?: string;
  readonly topic: string;
  readonly id: string;
  readonly conversationId: string;
  /** When the request came, in ms since the epoch. */
  readonly startMs: number;
}

/**
 * The first two spans of a turn: the webhook, and the event's way to Kafka or into the spool. The trace begins
 * here: a traceparent from the outside is not taken over. Make them only for what is sampled.
 */
export class EdgeSpans {
  private constructor(
    private readonly server: Span,
    private readonly send: Span,
    /** What travels with the event. */
    readonly traceparent: string,
  ) {}

  static start(event: EdgeEvent): EdgeSpans {
    const server = startSpan(`${event.method ?? 'hear'} ${event.route}`, {
      kind: SpanKind.SERVER,
      startMs: event.startMs,
      attributes: {
        ...(event.method && { 'http.request.method': event.method, 'http.route': event.route }),
        'messaging.message.conversation_id': event.conversationId,
      },
    });
    const send = startSpan(`send ${event.topic}`, {
      kind: SpanKind.PRODUCER,
      parent: traceparentOf(server),
      attributes: {
        'messaging.system': 'kafka',
        'messaging.destination.name': event.topic,
        'messaging.operation.type': 'send',
        'messaging.operation.name': 'send',
        'messaging.message.id': event.id,
        'messaging.message.conversation_id': event.conversationId,
      },
    });
    return new EdgeSpans(server, send, traceparentOf(send));
  }

  /** @param errorCode a stable code, where the event is not durable */
  end(status: number, errorCode?: string): void {
    endSpan(this.send, undefined, errorCode);
    this.server.setAttribute('http.response.status_code', status);
    endSpan(this.server, undefined, errorCode);
  }
}
