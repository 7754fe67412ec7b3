import type { Batch, Effect, Envelope, Steps } from '@parley/messaging';

/** The middle of the loop without its failures: load once, decide in order, save once. */
export class MemoryBatch<T> implements Batch<T> {
  readonly effects: { readonly cause: Envelope; readonly effect: Effect }[] = [];

  constructor(
    readonly events: readonly Envelope<T>[],
    private readonly nowMs: number,
  ) {}

  async run<S, R = never>(steps: Steps<T, S, R>): Promise<void> {
    const events = steps.concerns ? this.events.filter((event) => steps.concerns!(event)) : this.events;
    if (events.length === 0) return;
    const keyOf = (event: Envelope<T>): string => steps.keyOf?.(event) ?? event.key;
    const loaded = await steps.load([...new Set(events.map(keyOf))], events);
    const changed = new Map<string, S>();
    const records: R[] = [];
    for (const event of events) {
      const key = keyOf(event);
      const decision = steps.decide(changed.get(key) ?? loaded.get(key), event, this.nowMs);
      if (decision.state !== undefined) changed.set(key, decision.state);
      records.push(...(decision.records ?? []));
      for (const effect of decision.effects) this.effects.push({ cause: event, effect });
    }
    await steps.prepare?.(records);
    steps.save(changed, records);
    steps.committed?.(records);
  }
}
