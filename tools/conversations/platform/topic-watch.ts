import { setTimeout as pause } from 'node:timers/promises';
import type { PublishedRecord, PublishedRecords } from './published-record.js';

const LOOK_EVERY_MS = 20;

/** What was published, by person, and how far each partition has been read. */
export class TopicWatch {
  private readonly byKey = new Map<string, PublishedRecord[]>();
  private readonly nextOffsets = new Map<string, bigint>();
  private taken = 0;

  /** @param from where reading began; the beginning of each topic when absent */
  constructor(
    private readonly published: PublishedRecords,
    from: readonly PartitionEnd[] = [],
  ) {
    for (const { topic, partition, end } of from) this.nextOffsets.set(`${topic}/${partition}`, end);
  }

  /** All about these people so far, as it came. */
  of(keys: readonly string[]): readonly PublishedRecord[] {
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
