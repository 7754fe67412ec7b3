import type { StoredSpan } from '@parley/persistence';
import { millis } from '../terminal/durations.js';
import type { Colors } from '../terminal/terminal.js';
import type { SpanNode, TraceTree } from './trace-tree.js';

interface Row {
  readonly branch: string;
  readonly span: StoredSpan;
  /** µs in which nothing of the trace that leads here was at work: time in Kafka, or in a queue. */
  readonly waitedUs: number;
}

/** Shorter waits are the clock's grain: spans begin on whole milliseconds. */
const SHOWN_WAIT_US = 1_000;

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

/**
 * A trace as a tree, a line per span: when it began (ms after the first), how long it took, who did it, and how long
 * its cause had waited before.
 */
export function renderTrace(tree: TraceTree, colors: Colors): string[] {
  const rows = tree.roots.flatMap((root) => rowsOf(root, '', '', 0));
  const name = Math.max(...rows.map(({ branch, span }) => branch.length + shortName(span.name).length));
  const service = Math.max(...rows.map(({ span }) => span.service.length));
  const took = millis((tree.endUs - tree.startUs) / 1_000);
  const head = `trace ${tree.traceId}  ${took}, ${tree.spans} ${tree.spans === 1 ? 'span' : 'spans'}`;
  return [colors.bold(head), ...rows.map(line)];

  function line({ branch, span, waitedUs }: Row): string {
    const label = branch + shortName(span.name);
    const pad = ' '.repeat(name - label.length);
    const begin = `+${((span.startUs - tree.startUs) / 1_000).toFixed(1)}`.padStart(8);
    const lasted = millis(span.durationUs / 1_000).padStart(10);
    const waited = waitedUs >= SHOWN_WAIT_US ? [`waited ${millis(waitedUs / 1_000)}`] : [];
    const told = [...waited, ...toldBy(span)].join(', ');
    const shown = span.failed ? colors.red(shortName(span.name)) : shortName(span.name);
    return `${colors.dim(branch)}${shown}${pad}  ${colors.cyan(span.service.padEnd(service))}${colors.dim(begin)}${lasted}  ${colors.dim(told)}`.trimEnd();
  }
}

function rowsOf(node: SpanNode, lead: string, below: string, waitedUs: number): Row[] {
  const { span, children } = node;
  return [
    { branch: lead, span, waitedUs },
    ...children.flatMap((child, place) => {
      const last = place === children.length - 1;
      return rowsOf(
        child,
        `${below}${last ? '└ ' : '├ '}`,
        `${below}${last ? '  ' : '│ '}`,
        waitOf(child, node),
      );
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
function shortName(name: string): string {
  return name.replace(/\bparley\.([a-z.-]+)\.v\d+\b/, '$1');
}

function toldBy(span: StoredSpan): string[] {
  return TOLD.flatMap((name) => {
    const value = span.attributes[name];
    if (typeof value === 'string') return [value];
    // A 200 is what everybody expects.
    return typeof value === 'number' && value !== 200 ? [String(value)] : [];
  });
}
