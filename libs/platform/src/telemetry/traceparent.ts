import { TraceFlags, type SpanContext } from '@opentelemetry/api';

const FORM = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const NO_TRACE = '0'.repeat(32);

/** Reads a W3C traceparent; undefined when absent or malformed (Trace Context, level 1). */
export function parseTraceparent(value: string | undefined): SpanContext | undefined {
  const match = value === undefined ? null : FORM.exec(value);
  if (!match || match[1] === NO_TRACE) return undefined;
  const flags = Number.parseInt(match[3]!, 16);
  return { traceId: match[1]!, spanId: match[2]!, traceFlags: flags & TraceFlags.SAMPLED, isRemote: true };
}

/** Writes a W3C traceparent. */
export function formatTraceparent(context: SpanContext): string {
  return `00-${context.traceId}-${context.spanId}-0${context.traceFlags & TraceFlags.SAMPLED}`;
}

/** Whether a traceparent's span is sampled, read without parsing the rest. */
export function isSampled(traceparent: string | undefined): boolean {
  if (traceparent === undefined || traceparent.length !== 55) return false;
  const digit = traceparent.charCodeAt(54);
  return ((digit > 57 ? digit + 1 : digit) & 1) === 1; // 'a' is 97 and even, '9' is 57
}
