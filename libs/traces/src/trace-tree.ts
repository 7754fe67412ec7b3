import type { StoredSpan } from '@parley/persistence';

/** A span with those that it caused, in the order in which they began. */
export interface SpanNode {
  readonly span: StoredSpan;
  readonly children: SpanNode[];
}

/** The spans of one trace as a tree. */
export interface TraceTree {
  readonly traceId: string;
  /** Usually one; spans whose parent is not kept stand beside it. */
  readonly roots: SpanNode[];
  readonly spans: number;
  /** µs since the epoch. */
  readonly startUs: number;
  readonly endUs: number;
}

/** A tree per trace, oldest first. */
export function traceTrees(spans: readonly StoredSpan[]): TraceTree[] {
  const traces = new Map<string, StoredSpan[]>();
  for (const span of spans) {
    const others = traces.get(span.traceId);
    if (others === undefined) traces.set(span.traceId, [span]);
    else others.push(span);
  }
  return [...traces].map(([traceId, of]) => treeOf(traceId, of)).sort((a, b) => a.startUs - b.startUs);
}

function treeOf(traceId: string, spans: readonly StoredSpan[]): TraceTree {
  // The longer of two that begin together is the outer one.
  const inOrder = spans.toSorted((a, b) => a.startUs - b.startUs || b.durationUs - a.durationUs);
  const nodes = new Map(inOrder.map((span) => [span.spanId, { span, children: [] as SpanNode[] }]));
  const roots: SpanNode[] = [];
  for (const node of nodes.values()) {
    const parent = nodes.get(node.span.parentSpanId ?? '');
    if (parent === undefined || parent === node) roots.push(node);
    else parent.children.push(node);
  }
  return {
    traceId,
    roots,
    spans: spans.length,
    startUs: Math.min(...spans.map((span) => span.startUs)),
    endUs: Math.max(...spans.map((span) => span.startUs + span.durationUs)),
  };
}

/** Whether every span's parent is there, so that nothing is known to be missing. */
export function isWhole(tree: TraceTree): boolean {
  return tree.roots.every(({ span }) => span.parentSpanId === undefined || span.parentSpanId === null);
}
