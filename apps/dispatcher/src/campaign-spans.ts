import { SpanKind, type Attributes, type Span } from '@opentelemetry/api';
import { endSpan, startSpan, traceparentOf, unsampledTraceparent } from '@parley/platform';

/**
 * Where the traces of a campaign's texts begin: nobody asked for each by an event. Whether one is kept follows from its
 * conversation, as everywhere (docs/adr/0007).
 */
export class CampaignSpans {
  private readonly begun = new Map<string, Span>();

  constructor(private readonly keeps: (conversationId: string) => boolean) {}

  /** @param id the text's @returns its trace context */
  begin(id: string, conversationId: string): string {
    if (!this.keeps(conversationId)) return unsampledTraceparent(id);
    const span = startSpan('campaign', {
      kind: SpanKind.INTERNAL,
      attributes: {
        'messaging.message.id': id,
        'messaging.message.conversation_id': conversationId,
        'parley.lane': 'bulk',
      },
    });
    this.begun.set(id, span);
    return traceparentOf(span);
  }

  /** What the decision wants said about itself. */
  describe(id: string, attributes: Attributes = {}): void {
    this.begun.get(id)?.setAttributes(attributes);
  }

  /** What they tell of is committed. Without it, as when a step is decided anew, nothing is kept. */
  end(): void {
    for (const span of this.begun.values()) endSpan(span);
  }
}
