import type { StoredSpan } from '@parley/persistence';

/** A span for specs: 10 µs of `ingest` in the trace `t1`, unless said otherwise. */
export function span(
  spanId: string,
  parentSpanId: string | undefined,
  startUs = 0,
  more: Partial<StoredSpan> = {},
): StoredSpan {
  return {
    traceId: 't1',
    spanId,
    parentSpanId,
    service: 'ingest',
    name: spanId,
    kind: 'INTERNAL',
    startUs,
    durationUs: 10,
    failed: false,
    attributes: {},
    links: [],
    ...more,
  };
}
