import { SpanKind, type Span } from '@opentelemetry/api';
import { endSpan, keepsConversation, startSpan, traceparentOf, unsampledTraceparent } from '@parley/platform';
import { messagingAttributes } from './send-spans.js';

/** The trace of something that was asked for. */
export class RequestTrace {
  /** What travels with the event. */
  readonly traceparent: string;

  constructor(
    id: string,
    private readonly span: Span | undefined,
  ) {
    this.traceparent = span ? traceparentOf(span) : unsampledTraceparent(id);
  }

  /** Ends with the publication that is given, and as it does. */
  async over(publishing: Promise<unknown>): Promise<void> {
    try {
      await publishing;
    } catch (error) {
      endSpan(this.span, undefined, (error as { code?: string }).code ?? (error as Error).name);
      throw error;
    }
    endSpan(this.span);
  }
}

/**
 * Where the traces of what people ask for by an API begin: nobody's text does. Whether one is kept follows from its
 * conversation, as everywhere (docs/adr/0007).
 */
export class RequestTraces {
  /** @param ratio the share of conversations that are kept, 0 to 1 */
  constructor(private readonly ratio: number) {}

  /**
   * @param id the event's, a UUID
   * @param conversationId absent: it belongs to none, and is not traced
   */
  begin(topic: string, id: string, conversationId: string | undefined): RequestTrace {
    if (conversationId === undefined || !keepsConversation(conversationId, this.ratio))
      return new RequestTrace(id, undefined);
    const span = startSpan(`request ${topic}`, {
      kind: SpanKind.SERVER,
      attributes: messagingAttributes(topic, id, conversationId),
    });
    return new RequestTrace(id, span);
  }
}
