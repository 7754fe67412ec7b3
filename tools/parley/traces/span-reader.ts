import { setTimeout as pause } from 'node:timers/promises';
import type { StoredSpan } from '@parley/persistence';
import { isWhole, traceTrees } from '@parley/traces';
import type { SpanSource } from './span-source.port.js';
import { Spans } from './spans.pg.js';

const LOOK_EVERY_MS = 50;
/** Services hand over their spans every 200 ms: after this long without a new one, there will be none. */
const QUIET_MS = 1_000;
/** With the submit and all parents there, only side branches can still come: what ended so long ago is there. */
const QUIET_WHEN_WHOLE_MS = 300;

/** The built-in span store, read. */
export class SpanReader implements SpanSource {
  private constructor(private readonly spans: Spans) {}

  static async open(databaseUrl: string): Promise<SpanReader> {
    return new SpanReader(new Spans(databaseUrl));
  }

  /** Must be called, or the process stays. */
  close(): Promise<void> {
    return this.spans.close();
  }

  /** All spans of the traces that belong to a trace id, a conversation id or a message id. */
  async find(id: string): Promise<StoredSpan[]> {
    const traceIds = await this.spans.tracesOf(id);
    return traceIds.length === 0 ? [] : this.spans.ofTraces(traceIds);
  }

  /** Every span that is kept, oldest first: to search, not to read. */
  everything(): Promise<StoredSpan[]> {
    return this.spans.everything();
  }

  /** All spans of these conversations. */
  ofConversations(ids: readonly string[]): Promise<StoredSpan[]> {
    return this.spans.ofConversations(ids);
  }

  /** How many spans are kept. */
  count(): Promise<number> {
    return this.spans.count();
  }

  trace(traceId: string): Promise<StoredSpan[]> {
    return this.spans.ofTraces([traceId]);
  }

  /** The trace's spans once it has settled: all of a turn is there, or nothing new comes any more. */
  async settled(traceId: string, withinMs: number): Promise<StoredSpan[]> {
    const deadline = performance.now() + withinMs;
    let spans = await this.trace(traceId);
    let changedAt = performance.now();
    for (;;) {
      const quiet = performance.now() - changedAt;
      if (isTold(spans) && Math.max(quiet, sinceLast(spans)) >= QUIET_WHEN_WHOLE_MS) return spans;
      if ((spans.length > 0 && quiet >= QUIET_MS) || performance.now() >= deadline) return spans;
      await pause(LOOK_EVERY_MS);
      const now = await this.trace(traceId);
      if (now.length !== spans.length) changedAt = performance.now();
      spans = now;
    }
  }
}

/** How long ago the last of them ended, ms; by the machine's clock, which all of them share. */
function sinceLast(spans: readonly StoredSpan[]): number {
  return Date.now() - Math.max(...spans.map(({ startUs, durationUs }) => (startUs + durationUs) / 1_000));
}

/** The turn's end is there, a hand-over to the carrier or a refusal, and so is everything on the way to it. */
function isTold(spans: readonly StoredSpan[]): boolean {
  const ended = spans.some(
    ({ service, kind, attributes }) =>
      service === 'dispatcher' && (kind === 'CLIENT' || attributes['parley.mt.status'] !== undefined),
  );
  return ended && traceTrees(spans).every(isWhole);
}
