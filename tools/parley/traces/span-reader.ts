import { createDataSource, databaseOf, SpanStore, type StoredSpan } from '@parley/persistence';
import { setTimeout as pause } from 'node:timers/promises';
import type { SpanSource } from './span-source.port.js';
import { isWhole, traceTrees } from './trace-tree.js';

const LOOK_EVERY_MS = 100;
/** Services hand over their spans every 200 ms: after this long without a new one, there will be none. */
const QUIET_MS = 1_000;
/** With the submit and all parents there, only side branches can still come. */
const QUIET_WHEN_WHOLE_MS = 300;

/** The built-in span store, read. */
export class SpanReader implements SpanSource {
  private constructor(
    private readonly store: SpanStore,
    /** Must be called, or the process stays. */
    readonly close: () => Promise<void>,
  ) {}

  static async open(databaseUrl: string): Promise<SpanReader> {
    const dataSource = createDataSource({ url: databaseUrl, poolSize: 2, applicationName: 'parley-cli' });
    await dataSource.initialize();
    return new SpanReader(new SpanStore(databaseOf(dataSource)), () => dataSource.destroy());
  }

  /** All spans of the traces that belong to a trace id, a conversation id or a message id. */
  async find(id: string): Promise<StoredSpan[]> {
    const traceIds = await this.store.find(id);
    return traceIds.length === 0 ? [] : this.store.trace(...traceIds);
  }

  /** Every span that is kept, oldest first: to search, not to read. */
  everything(): Promise<StoredSpan[]> {
    return this.store.everything();
  }

  /** All spans of these conversations. */
  ofConversations(ids: readonly string[]): Promise<StoredSpan[]> {
    return this.store.ofConversations(ids);
  }

  /** How many spans are kept. */
  count(): Promise<number> {
    return this.store.count();
  }

  trace(traceId: string): Promise<StoredSpan[]> {
    return this.store.trace(traceId);
  }

  /** The trace's spans once it has settled: all of a turn is there, or nothing new comes any more. */
  async settled(traceId: string, withinMs: number): Promise<StoredSpan[]> {
    const deadline = performance.now() + withinMs;
    let spans = await this.trace(traceId);
    let changedAt = performance.now();
    for (;;) {
      const quiet = performance.now() - changedAt;
      const enough = spans.length > 0 && quiet >= (isTold(spans) ? QUIET_WHEN_WHOLE_MS : QUIET_MS);
      if (enough || performance.now() >= deadline) return spans;
      await pause(LOOK_EVERY_MS);
      const now = await this.trace(traceId);
      if (now.length !== spans.length) changedAt = performance.now();
      spans = now;
    }
  }
}

/** The turn's end is there, a hand-over to the carrier or a refusal, and so is everything on the way to it. */
function isTold(spans: readonly StoredSpan[]): boolean {
  const ended = spans.some(
    ({ service, kind, attributes }) =>
      service === 'dispatcher' && (kind === 'CLIENT' || attributes['parley.mt.status'] !== undefined),
  );
  return ended && traceTrees(spans).every(isWhole);
}
