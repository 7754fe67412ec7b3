import { SpanKind, type Span } from '@opentelemetry/api';
import { endSpan, startSpan, traceparentOf } from '@parley/platform';

/** How carriers hand over what they tell over a link of our own (SMPP 3.4, 4.6). */
export const LINK = 'deliver_sm';

/** What is known of an event when its trace begins; no number and no text (I7). */
export interface EdgeEvent {
  /** As in `POST /v1/carriers/:carrier/mo`, without the method. */
  readonly route: string;
  /** HTTP's, or `deliver_sm` where it came over a link. */
  readonly method: string;
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
    const linked = event.method === LINK;
    const server = startSpan(linked ? LINK : `${event.method} ${event.route}`, {
      kind: SpanKind.SERVER,
      startMs: event.startMs,
      attributes: {
        ...(linked ? {} : { 'http.request.method': event.method, 'http.route': event.route }),
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
