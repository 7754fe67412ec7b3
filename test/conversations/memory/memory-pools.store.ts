import { keyOf, PoolsStore } from '../../../apps/dispatcher/src/pools.store.js';
import type { MemoryQueue } from './memory-queue.store.js';

/** The dispatcher's pools: people keep their numbers; nothing waits and no number fails. */
export class MemoryPools extends PoolsStore {
  constructor(private readonly queue: MemoryQueue) {
    super();
  }

  async kept(subscribers: readonly string[], pools: readonly string[]): Promise<Map<string, string>> {
    const keys = subscribers.flatMap((subscriber) => pools.map((sender) => keyOf({ subscriber, sender })));
    return new Map(
      keys.flatMap((key) => (this.queue.numbers.has(key) ? [[key, this.queue.numbers.get(key)!]] : [])),
    );
  }

  async states(): Promise<{ nowMs: number; numbers: [] }> {
    return { nowMs: 0, numbers: [] };
  }

  async note(): Promise<void> {}

  async waitingAt(): Promise<[]> {
    return [];
  }

  async movable(): Promise<[]> {
    return [];
  }

  move(): [] {
    return [];
  }
}
