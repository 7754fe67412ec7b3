import type { StoredSpan } from '@parley/persistence';
import type { Ask } from './jaeger.source.js';
import { CONVERSATION, MESSAGE, type SpanSource } from './span-source.port.js';

interface OtlpAttribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind?: string | number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes?: readonly OtlpAttribute[];
  readonly links?: readonly { traceId: string; spanId: string }[];
  readonly status?: { code?: string | number };
}

/** A trace by OTLP's JSON, as Tempo's `/api/traces/<id>` gives it; its v2 calls the list otherwise. */
export interface OtlpTrace {
  readonly batches?: readonly OtlpResource[];
  readonly resourceSpans?: readonly OtlpResource[];
}
interface OtlpResource {
  readonly resource?: { attributes?: readonly OtlpAttribute[] };
  readonly scopeSpans?: readonly { spans?: readonly OtlpSpan[] }[];
}

const MOST_TRACES = 200;

/** Tempo's HTTP API (grafana.com/docs/tempo/latest/api_docs): search by TraceQL, traces by id as OTLP. */
export class TempoSource implements SpanSource {
  constructor(private readonly ask: Ask) {}

  async find(id: string): Promise<StoredSpan[]> {
    const isTrace = /^[0-9a-f]{32}$/.test(id);
    const query = `{ span.${isTrace ? CONVERSATION : MESSAGE} = "${id}" }`;
    const answer = await this.ask(`/api/search?q=${encodeURIComponent(query)}&limit=${MOST_TRACES}`);
    const { traces = [] } = (answer ?? {}) as { traces?: { traceID: string }[] };
    const ids = new Set(traces.map(({ traceID }) => traceID));
    if (isTrace) ids.add(id);
    const found = await Promise.all([...ids].map((traceId) => this.ask(`/api/traces/${traceId}`)));
    return found.flatMap((trace) => (trace === undefined ? [] : spansOfOtlp(trace as OtlpTrace)));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** A trace by OTLP as the built-in store keeps it. */
export function spansOfOtlp({ batches, resourceSpans }: OtlpTrace): StoredSpan[] {
  return (batches ?? resourceSpans ?? []).flatMap(({ resource, scopeSpans }) => {
    const service = (attributesOf(resource?.attributes)['service.name'] ?? '?') as string;
    const spans = (scopeSpans ?? []).flatMap((scope) => scope.spans ?? []);
    return spans.map((span): StoredSpan => {
      const attributes = attributesOf(span.attributes);
      const startUs = microseconds(span.startTimeUnixNano);
      return {
        traceId: hex(span.traceId),
        spanId: hex(span.spanId),
        parentSpanId: span.parentSpanId ? hex(span.parentSpanId) : undefined,
        service,
        name: span.name,
        kind: KINDS[Number(span.kind)] ?? String(span.kind ?? 'INTERNAL').replace('SPAN_KIND_', ''),
        startUs,
        durationUs: microseconds(span.endTimeUnixNano) - startUs,
        conversationId: attributes[CONVERSATION] as string | undefined,
        failed: span.status?.code === 2 || span.status?.code === 'STATUS_CODE_ERROR',
        attributes,
        links: (span.links ?? []).map((link) => `${hex(link.traceId)}/${hex(link.spanId)}`),
      };
    });
  });
}

const KINDS = [undefined, 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];

/** Ids come as hexadecimal by OTLP's JSON, and as base64 by protobuf's, which Tempo uses. */
function hex(id: string): string {
  return /^([0-9a-f]{16}|[0-9a-f]{32})$/.test(id) ? id : Buffer.from(id, 'base64').toString('hex');
}

function microseconds(nanoseconds: string): number {
  return Number(BigInt(nanoseconds) / 1000n);
}

function attributesOf(attributes: readonly OtlpAttribute[] = []): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => {
      const [kind, held] = Object.entries(value)[0] ?? [];
      return [key, kind === 'intValue' ? Number(held) : held];
    }),
  );
}
