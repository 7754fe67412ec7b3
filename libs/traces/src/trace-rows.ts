import type { StoredSpan } from '@parley/persistence';
import type { SpanNode, TraceTree } from './trace-tree.js';

/** A span as a line of its trace, in the order of the tree. */
export interface TraceRow {
  readonly span: StoredSpan;
  /** What is drawn before its name: `│ └ `. */
  readonly branch: string;
  /** 0 for a root. */
  readonly depth: number;
  /** µs in which nothing of the trace that leads here was at work: time in Kafka, or in a queue. */
  readonly waitedUs: number;
}

/** What a span says that explains a turn, in the order of telling. */
const TOLD = [
  'parley.intent',
  'parley.rule',
  'parley.consent.rule',
  'parley.mt.outcome',
  'parley.mt.status',
  'parley.code',
  'parley.refusal',
  'parley.consent.refusal',
  'error.type',
  'http.response.status_code',
] as const;

/** The lines of a trace, each below what caused it. */
export function traceRows(tree: TraceTree): TraceRow[] {
  return tree.roots.flatMap((root) => rowsOf(root, '', '', 0, 0));
}

function rowsOf(node: SpanNode, branch: string, below: string, depth: number, waitedUs: number): TraceRow[] {
  const { span, children } = node;
  return [
    { span, branch, depth, waitedUs },
    ...children.flatMap((child, place) => {
      const last = place === children.length - 1;
      const lead = `${below}${last ? '└ ' : '├ '}`;
      return rowsOf(child, lead, `${below}${last ? '  ' : '│ '}`, depth + 1, waitOf(child, node));
    }),
  ];
}

// From the end of what came before it, its parent or an elder sibling, to its own begin.
function waitOf({ span }: SpanNode, { span: parent, children }: SpanNode): number {
  const ends = children.map((sibling) => endOf(sibling.span)).filter((end) => end <= span.startUs);
  return span.startUs - Math.max(endOf(parent), ...ends);
}

const endOf = (span: StoredSpan): number => span.startUs + span.durationUs;

/** `process parley.mo.received.v1` → `process mo.received`: all our topics begin and end alike. */
export function shortName(name: string): string {
  return name.replace(/\bparley\.([a-z.-]+)\.v\d+\b/, '$1');
}

/** What a span tells of its turn: the intent, the rule, the outcome, a code. */
export function toldBy(span: StoredSpan): string[] {
  return TOLD.flatMap((name) => {
    const value = span.attributes[name];
    if (typeof value === 'string') return [value];
    // A 200 is what everybody expects.
    return typeof value === 'number' && value !== 200 ? [String(value)] : [];
  });
}
