import {
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  type Attributes,
  type Link,
  type Span,
  type SpanKind,
} from '@opentelemetry/api';
import { formatTraceparent, isSampled, parseTraceparent } from './traceparent.js';

export interface SpanOptions {
  kind: SpanKind;
  /** W3C traceparent of the parent; absent for a root. */
  parent?: string;
  /** Traceparents of other spans that belong to the story. */
  links?: readonly string[];
  attributes?: Attributes;
  /** ms since the epoch; now when absent. */
  startMs?: number;
}

const tracer = trace.getTracer('parley');

/** Starts a span. Call it only for what is sampled: nothing is made for the rest. */
export function startSpan(name: string, options: SpanOptions): Span {
  const parent = parseTraceparent(options.parent);
  const context = parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
  const links = (options.links ?? []).flatMap<Link>((link) => {
    const linked = parseTraceparent(link);
    return linked ? [{ context: linked }] : [];
  });
  return tracer.startSpan(
    name,
    { kind: options.kind, attributes: options.attributes, links, startTime: options.startMs },
    context,
  );
}

/** As startSpan, or nothing when the parent isn't sampled. */
export function startSpanIfSampled(
  name: string,
  options: SpanOptions & { parent: string },
): Span | undefined {
  return isSampled(options.parent) ? startSpan(name, options) : undefined;
}

/** The traceparent to hand on from this span. */
export function traceparentOf(span: Span): string {
  return formatTraceparent(span.spanContext());
}

/** Ends a span, as failed when a code is given (a stable code, never a message: it may hold personal data). */
export function endSpan(span: Span | undefined, endMs?: number, errorCode?: string): void {
  if (!span) return;
  if (errorCode !== undefined) {
    span.setAttribute('error.type', errorCode);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end(endMs);
}

/**
 * The trace of an event that is not sampled: costs no span and no randomness, and still ties the turn's events
 * together. Its ids are the event's own (a UUID, so they are as unique).
 */
export function unsampledTraceparent(eventId: string): string {
  const hex = eventId.replaceAll('-', '').toLowerCase();
  return `00-${hex}-${hex.slice(16)}-00`;
}
