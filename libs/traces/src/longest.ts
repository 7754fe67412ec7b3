import type { StoredSpan } from '@parley/persistence';
import type { SpanNode, TraceTree } from './trace-tree.js';

/** Where a turn's time went: a span, and what of it was its own. */
export interface Longest {
  readonly span: StoredSpan;
  /** µs that it took and none of its children was at work. */
  readonly ownUs: number;
}

/** The longest stretch of a trace that is one span's own, be it work or a wait. */
export function longestOf(tree: TraceTree): Longest | undefined {
  let longest: Longest | undefined;
  for (const each of ownTimes(tree)) if (longest === undefined || each.ownUs > longest.ownUs) longest = each;
  return longest;
}

/** Every span of a trace with the time that was its own, in the order of the tree. */
export function ownTimes(tree: TraceTree): Longest[] {
  const timesOf = ({ span, children }: SpanNode): Longest[] => [
    { span, ownUs: ownTime(span, children) },
    ...children.flatMap(timesOf),
  ];
  return tree.roots.flatMap(timesOf);
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
