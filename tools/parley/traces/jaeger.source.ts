import type { StoredSpan } from '@parley/persistence';
import { serviceNames } from '../platform/services.js';
import { CONVERSATION, MESSAGE, type SpanSource } from './span-source.port.js';

interface JaegerSpan {
  readonly traceID: string;
  readonly spanID: string;
  readonly operationName: string;
  readonly references?: readonly { refType: string; traceID: string; spanID: string }[];
  /** µs since the epoch. */
  readonly startTime: number;
  readonly duration: number;
  readonly tags?: readonly { key: string; value: unknown }[];
  readonly processID: string;
}

export interface JaegerTrace {
  readonly spans: readonly JaegerSpan[];
  readonly processes: Readonly<Record<string, { serviceName: string }>>;
}

/** Asks for a path; undefined where nothing is there (404). */
export type Ask = (path: string) => Promise<unknown>;

/** As far back as Jaeger is asked to look. */
const LOOKBACK_US = 30 * 24 * 3_600_000_000;
const MOST_TRACES = 200;

/** Jaeger's query API (jaegertracing.io/docs/apis, `/api/traces`), which its UI uses too. */
export class JaegerSource implements SpanSource {
  constructor(
    private readonly ask: Ask,
    private readonly now: () => number = Date.now,
  ) {}

  async find(id: string): Promise<StoredSpan[]> {
    const isTrace = /^[0-9a-f]{32}$/.test(id);
    const paths = isTrace ? [`/api/traces/${id}`] : [];
    const tags = encodeURIComponent(JSON.stringify({ [isTrace ? CONVERSATION : MESSAGE]: id }));
    const end = this.now() * 1000;
    for (const service of serviceNames) {
      const since = `start=${end - LOOKBACK_US}&end=${end}&limit=${MOST_TRACES}`;
      paths.push(`/api/traces?service=${service}&tags=${tags}&${since}`);
    }
    const answers = (await Promise.all(paths.map(this.ask))) as ({ data?: JaegerTrace[] } | undefined)[];
    return answers.flatMap((answer) => (answer?.data ?? []).flatMap(spansOfJaeger));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** A trace in Jaeger's words as the built-in store keeps it. */
export function spansOfJaeger({ spans, processes }: JaegerTrace): StoredSpan[] {
  return spans.map((span) => {
    const references = span.references ?? [];
    const parent = references.find(
      ({ refType, traceID }) => refType === 'CHILD_OF' && traceID === span.traceID,
    );
    const attributes = Object.fromEntries((span.tags ?? []).map(({ key, value }) => [key, value]));
    return {
      traceId: span.traceID.padStart(32, '0'),
      spanId: span.spanID,
      parentSpanId: parent?.spanID,
      service: processes[span.processID]?.serviceName ?? '?',
      name: span.operationName,
      kind: ((attributes['span.kind'] ?? 'internal') as string).toUpperCase(),
      startUs: span.startTime,
      durationUs: span.duration,
      conversationId: attributes[CONVERSATION] as string | undefined,
      failed: attributes['error'] === true || attributes['otel.status_code'] === 'ERROR',
      attributes,
      links: references
        .filter((each) => each !== parent)
        .map(({ traceID, spanID }) => `${traceID}/${spanID}`),
    };
  });
}
