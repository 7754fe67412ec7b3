import {
  shortName,
  slowSentence,
  toldBy,
  traceRows,
  whySlow,
  type TraceRow,
  type TraceTree,
} from '@parley/traces';
import { lasted, seconds } from '../terminal/durations.js';
import type { Colors } from '../terminal/terminal.js';

/** Shorter waits are the clock's grain: spans begin on whole milliseconds. */
const SHOWN_WAIT_US = 1_000;

const TIMES = { lasted: seconds, clock: (ms: number): string => new Date(ms).toISOString() };

/**
 * A trace as a tree: where it was slow, why, and a line per span: when it began (ms after the first), how long it
 * took, who did it, and how long its cause had waited before.
 */
export function renderTrace(tree: TraceTree, colors: Colors): string[] {
  const rows = traceRows(tree);
  const name = Math.max(...rows.map(({ branch, span }) => branch.length + shortName(span.name).length));
  const service = Math.max(...rows.map(({ span }) => span.service.length));
  const took = lasted((tree.endUs - tree.startUs) / 1_000);
  const head = `trace ${tree.traceId}  ${took}, ${tree.spans} ${tree.spans === 1 ? 'span' : 'spans'}`;
  const slowness = whySlow(tree);
  const why = slowness === undefined ? [] : [colors.yellow(slowSentence(slowness, TIMES))];
  return [colors.bold(head), ...why, ...rows.map(line)];

  function line({ branch, span, waitedUs }: TraceRow): string {
    const label = branch + shortName(span.name);
    const pad = ' '.repeat(name - label.length);
    const beginMs = (span.startUs - tree.startUs) / 1_000;
    const begin = (beginMs < 10_000 ? `+${beginMs.toFixed(1)}` : ` +${lasted(beginMs)}`).padStart(8);
    const duration = lasted(span.durationUs / 1_000).padStart(10);
    const waited = waitedUs >= SHOWN_WAIT_US ? [`waited ${lasted(waitedUs / 1_000)}`] : [];
    const told = [...waited, ...toldBy(span)].join(', ');
    const shown = span.failed ? colors.red(shortName(span.name)) : shortName(span.name);
    return `${colors.dim(branch)}${shown}${pad}  ${colors.cyan(span.service.padEnd(service))}${colors.dim(begin)}${duration}  ${colors.dim(told)}`.trimEnd();
  }
}
