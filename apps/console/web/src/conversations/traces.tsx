import type { StoredSpan } from '@parley/persistence';
import {
  longestOf,
  shortName,
  toldBy,
  traceRows,
  traceTrees,
  whySlow,
  type TraceRow,
  type TraceTree,
} from '@parley/traces';
import { Empty } from '../parts.js';
import { clock, lasted } from '../words.js';
import { TraceLink } from './trace-link.js';
import { TraceLinks, type LinkedTrace } from './trace-links.js';

/** The waterfalls of a conversation's traces, the newest first; open is the newest that was slow, or else the newest. */
export function Traces({ spans }: { spans: readonly StoredSpan[] }) {
  const trees = traceTrees(spans).toReversed();
  const open = trees.find((tree) => whySlow(tree) !== undefined) ?? trees[0];
  const links = new TraceLinks(spans);
  return (
    <section aria-labelledby="traces">
      <h2 id="traces">Where the time went</h2>
      {trees.length === 0 && (
        <Empty>No trace of it is kept: not every conversation is traced (PARLEY_TRACE_RATIO).</Empty>
      )}
      {trees.map((tree) => (
        <Waterfall key={tree.traceId} tree={tree} links={links} open={tree === open} />
      ))}
    </section>
  );
}

function Waterfall({ tree, links, open }: { tree: TraceTree; links: TraceLinks; open: boolean }) {
  const longest = longestOf(tree);
  const before = links.of(tree.traceId);
  return (
    <details class="trace card" id={`trace-${tree.traceId}`} open={open}>
      <summary>
        <b>{clock(tree.startUs / 1_000)}</b> {lasted((tree.endUs - tree.startUs) / 1_000)}, {tree.spans}{' '}
        {tree.spans === 1 ? 'span' : 'spans'}
        {longest && (
          <span class="quiet">
            {' '}
            · longest: {shortName(longest.span.name)} {lasted(longest.ownUs / 1_000)}
          </span>
        )}
        {before.length > 0 && (
          <span class="quiet"> · follows from {before.map(({ startUs }) => whenOf(startUs)).join(', ')}</span>
        )}
      </summary>
      {before.length > 0 && <Before traces={before} />}
      <div class="scroll" tabIndex={0} role="group" aria-label={`Spans of trace ${tree.traceId}`}>
        <table class="waterfall">
          <thead>
            <tr>
              <th scope="col">Span</th>
              <th scope="col">Service</th>
              <th scope="col" class="bars">
                0 – {lasted((tree.endUs - tree.startUs) / 1_000)}
              </th>
              <th scope="col">Took</th>
              <th scope="col">Says</th>
            </tr>
          </thead>
          <tbody>
            {traceRows(tree).map((row) => (
              <Row key={row.span.spanId} row={row} tree={tree} links={links} />
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet ids">trace {tree.traceId}</p>
    </details>
  );
}

const whenOf = (startUs: number | undefined): string =>
  startUs === undefined ? 'one that is not kept' : clock(startUs / 1_000);

/** A turn follows from the one before; a receipt from its text, where its carrier hands on no trace of ours. */
function Before({ traces }: { traces: readonly LinkedTrace[] }) {
  return (
    <p>
      Follows from{' '}
      {traces.map(({ traceId, startUs }, place) => (
        <span key={traceId}>
          {place > 0 && ', '}
          {startUs === undefined ? (
            <span class="ids">trace {traceId} (not kept)</span>
          ) : (
            <TraceLink traceId={traceId} words={`the trace of ${whenOf(startUs)}`} />
          )}
        </span>
      ))}
    </p>
  );
}

/** Shorter waits are the clock's grain. */
const SHOWN_WAIT_US = 1_000;

interface RowProps {
  readonly row: TraceRow;
  readonly tree: TraceTree;
  readonly links: TraceLinks;
}

function Row({ row: { span, depth, waitedUs }, tree, links }: RowProps) {
  const whole = Math.max(1, tree.endUs - tree.startUs);
  const share = (us: number): string => `${((us / whole) * 100).toFixed(3)}%`;
  const waited = waitedUs >= SHOWN_WAIT_US ? waitedUs : 0;
  const begin = span.startUs - tree.startUs;
  const says = [
    ...links.submitsOf(span).map(({ name, startUs }) => `of ${name} at ${whenOf(startUs)}`),
    ...(waited > 0 ? [`waited ${lasted(waited / 1_000)}`] : []),
    ...toldBy(span),
  ];
  return (
    <tr class={span.failed ? 'failed' : ''}>
      <th scope="row" style={{ paddingInlineStart: `${0.4 + Math.min(depth, 8) * 0.8}rem` }}>
        {shortName(span.name)}
      </th>
      <td class={`service ${span.service}`}>{span.service}</td>
      <td class="bars">
        {/* A picture of the times that the other columns say. */}
        <svg aria-hidden="true" height="14" width="100%">
          {waited > 0 && (
            <rect
              class="wait"
              x={share(Math.max(0, begin - waited))}
              y="5"
              width={share(Math.min(waited, begin))}
              height="4"
            />
          )}
          <rect
            class={`bar ${span.service}`}
            x={share(begin)}
            y="2"
            width={share(span.durationUs)}
            height="10"
            rx="2"
          />
        </svg>
      </td>
      <td class="took">{lasted(span.durationUs / 1_000)}</td>
      <td class="says">{says.join(', ')}</td>
    </tr>
  );
}
