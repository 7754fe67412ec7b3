import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { ExportResultCode, hrTimeToMicroseconds, type ExportResult } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';
import type { SpanStore, StoredSpan } from '@parley/persistence';

/** Sends finished spans to the built-in span store. */
export class SpanStoreExporter implements SpanExporter {
  private pending: Promise<void> = Promise.resolve();

  constructor(private readonly store: () => SpanStore | undefined) {}

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    const store = this.store();
    if (!store) return done({ code: ExportResultCode.FAILED });
    this.pending = store.add(spans.map(toStoredSpan)).then(
      () => done({ code: ExportResultCode.SUCCESS }),
      (error: Error) => done({ code: ExportResultCode.FAILED, error }),
    );
  }

  forceFlush(): Promise<void> {
    return this.pending;
  }

  shutdown(): Promise<void> {
    return this.pending;
  }
}

function toStoredSpan(span: ReadableSpan): StoredSpan {
  const context = span.spanContext();
  return {
    traceId: context.traceId,
    spanId: context.spanId,
    parentSpanId: span.parentSpanContext?.spanId,
    service: String(span.resource.attributes[ATTR_SERVICE_NAME]),
    name: span.name,
    kind: SpanKind[span.kind],
    startUs: Math.round(hrTimeToMicroseconds(span.startTime)),
    durationUs: Math.round(hrTimeToMicroseconds(span.duration)),
    conversationId: span.attributes['messaging.message.conversation_id'] as string | undefined,
    failed: span.status.code === SpanStatusCode.ERROR,
    attributes: { ...span.attributes },
    links: span.links.map((link) => `${link.context.traceId}/${link.context.spanId}`),
  };
}
