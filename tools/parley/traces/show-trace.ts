import type { StoredSpan } from '@parley/persistence';
import type { CommandContext } from '../commands/command-context.js';
import { failure } from '../parley.error.js';
import { e164Of } from '../phone/number.js';
import { RunningPlatform } from '../platform/running-platform.js';
import { renderTrace } from './render-trace.js';
import { SpanReader } from './span-reader.js';
import { traceTrees, type TraceTree } from './trace-tree.js';

export interface ShowTraceOptions {
  context: CommandContext;
  /** Of a trace, a conversation or a message; or a number with its plus sign. */
  id: string;
  sender: string | undefined;
  json: boolean;
}

/**
 * Prints every turn that belongs to the id, oldest first.
 *
 * @throws ParleyError TRACE_UNKNOWN, NOT_RUNNING, NUMBER_INVALID
 */
export async function showTrace(o: ShowTraceOptions): Promise<void> {
  const { terminal } = o.context;
  const platform = await RunningPlatform.find(o.context.dataDir, o.context.environment);
  const reader = await SpanReader.open(platform.databaseUrl);
  let spans: StoredSpan[];
  try {
    const ids = o.id.startsWith('+') ? await conversationsOfNumber(o, platform) : [o.id];
    spans = (await Promise.all(ids.map((id) => reader.find(id)))).flat();
  } finally {
    await reader.close();
  }
  if (spans.length === 0) throw failure.traceUnknown(o.id);
  if (o.json) return terminal.print(JSON.stringify(spans, null, 2));
  traceTrees(spans).forEach((tree, place) => {
    if (place > 0) terminal.print();
    terminal.print(heading(tree, spans));
    for (const line of renderTrace(tree, terminal.colors)) terminal.print(line);
  });
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
