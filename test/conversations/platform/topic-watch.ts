import { setTimeout as pause } from 'node:timers/promises';
import type { PublishedEvent, PublishedEvents } from '@parley/testing';

const LOOK_EVERY_MS = 20;

/** What was published, by person, and how far each partition has been read. */
export class TopicWatch {
  private readonly byKey = new Map<string, PublishedEvent[]>();
  private readonly nextOffsets = new Map<string, bigint>();
  private taken = 0;

  constructor(private readonly published: PublishedEvents) {}

  /** All about these people so far, as it came. */
  of(keys: readonly string[]): readonly PublishedEvent[] {
    this.take();
    const [only] = keys;
    if (keys.length === 1) return this.byKey.get(only!) ?? [];
    const wanted = new Set(keys);
    return this.published.all.filter(({ key }) => wanted.has(key));
  }

  /** Resolves when everything before these offsets has been read. */
  async reach(ends: readonly PartitionEnd[], signal: AbortSignal): Promise<void> {
    const isReached = ({ topic, partition, end }: PartitionEnd): boolean =>
      (this.nextOffsets.get(`${topic}/${partition}`) ?? 0n) >= end;
    while (!signal.aborted) {
      this.take();
      if (ends.every(isReached)) return;
      await pause(LOOK_EVERY_MS);
    }
  }

  private take(): void {
    for (; this.taken < this.published.all.length; this.taken += 1) {
      const event = this.published.all[this.taken]!;
      const known = this.byKey.get(event.key);
      if (known === undefined) this.byKey.set(event.key, [event]);
      else known.push(event);
      this.nextOffsets.set(`${event.topic}/${event.partition}`, BigInt(event.offset) + 1n);
    }
  }
}

export interface PartitionEnd {
  readonly topic: string;
  readonly partition: number;
  /** The offset that the next record will have. */
  readonly end: bigint;
}
