import type { StoredSpan } from '@parley/persistence';
import { isWhole, longestOf, type TraceTree, traceTrees } from '@parley/traces';
import type { CommandContext } from '../commands/command-context.js';
import { failure } from '../parley.error.js';
import { e164Of } from '../phone/number.js';
import { RunningPlatform } from '../platform/running-platform.js';
import { lasted } from '../terminal/durations.js';
import { renderTrace } from './render-trace.js';
import { wholeConversations, type SpanSource } from './span-source.port.js';

export interface ShowTraceOptions {
  context: CommandContext;
  /** Of a trace, a conversation or a message; or a number with its plus sign. */
  id: string;
  sender: string | undefined;
  /** Jaeger's or Tempo's address; the built-in span store when absent. */
  from: string | undefined;
  /** Only what the id itself names, not its whole conversation. */
  turn: boolean;
  json: boolean;
}

/**
 * Prints every turn that belongs to the id, oldest first.
 *
 * @throws ParleyError TRACE_UNKNOWN, NOT_RUNNING, NUMBER_INVALID, TRACES_AWAY, TRACES_REFUSED
 */
export async function showTrace(o: ShowTraceOptions): Promise<void> {
  const { terminal } = o.context;
  const platform = await RunningPlatform.find(o.context.dataDir, o.context.environment);
  const source = await sourceOf(o, platform);
  let spans: StoredSpan[];
  try {
    const ids = o.id.startsWith('+') ? await conversationsOfNumber(o, platform) : [o.id];
    spans = o.turn
      ? (await Promise.all(ids.map((id) => source.find(id)))).flat()
      : await wholeConversations(source, ids);
  } finally {
    await source.close();
  }
  if (spans.length === 0) throw failure.traceUnknown(o.id);
  if (o.json) return terminal.print(JSON.stringify(spans, null, 2));
  traceTrees(spans).forEach((tree, place) => {
    if (place > 0) terminal.print();
    terminal.print(heading(tree, spans));
    for (const line of renderTrace(tree, terminal.colors)) terminal.print(line);
    for (const line of remarks(tree)) terminal.print(terminal.colors.dim(line));
  });
}

// PostgreSQL's client is loaded only where it is asked.
async function sourceOf({ from }: ShowTraceOptions, platform: RunningPlatform): Promise<SpanSource> {
  if (from !== undefined) return (await import('./remote-spans.js')).remoteSpans(from);
  return (await import('./span-reader.js')).SpanReader.open(platform.databaseUrl);
}

// Kafka's client is loaded only for a number.
async function conversationsOfNumber(o: ShowTraceOptions, platform: RunningPlatform): Promise<string[]> {
  const { conversationsOf } = await import('./person.js');
  return conversationsOf(e164Of(o.id), o.sender, platform);
}

/** When it was, and which trace led to it: a receipt's, for one, is linked to the text's. */
function heading(tree: TraceTree, spans: readonly StoredSpan[]): string {
  const own = spans.filter(({ traceId }) => traceId === tree.traceId);
  const linked = new Set(own.flatMap(({ links }) => links.map((link) => link.split('/')[0]!)));
  linked.delete(tree.traceId);
  const after = linked.size === 0 ? '' : `, follows from trace ${[...linked].join(', ')}`;
  return `${new Date(tree.startUs / 1_000).toISOString()}${after}`;
}

/** Where the time went, and what is missing. */
function remarks(tree: TraceTree): string[] {
  const longest = longestOf(tree);
  const lines: string[] = [];
  if (longest && tree.spans > 1) {
    lines.push(`longest: ${longest.span.name}, ${lasted(longest.ownUs / 1_000)} of its own`);
  }
  if (!isWhole(tree)) lines.push('its beginning is not kept: not sampled, forgotten, or still on its way');
  return lines;
}
