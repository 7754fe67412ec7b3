import type { StoredSpan } from '@parley/persistence';
import type { SpanNode, TraceTree } from './trace-tree.js';

/** Where a turn's time went: the span with the most time of its own. */
export interface Longest {
  readonly span: StoredSpan;
  /** µs that it took and none of its children was at work. */
  readonly ownUs: number;
}

/** The longest stretch of a trace that is one span's own, be it work or a wait. */
export function longestOf(tree: TraceTree): Longest | undefined {
  let longest: Longest | undefined;
  const look = ({ span, children }: SpanNode): void => {
    const ownUs = ownTime(span, children);
    if (longest === undefined || ownUs > longest.ownUs) longest = { span, ownUs };
    children.forEach(look);
  };
  tree.roots.forEach(look);
  return longest;
}

function ownTime(span: StoredSpan, children: readonly SpanNode[]): number {
  const end = span.startUs + span.durationUs;
  let covered = 0;
  let from = span.startUs;
  for (const { span: child } of children) {
    const childEnd = Math.min(child.startUs + child.durationUs, end);
    const begin = Math.max(child.startUs, from);
    if (childEnd > begin) {
      covered += childEnd - begin;
      from = childEnd;
    }
  }
  return span.durationUs - covered;
}
