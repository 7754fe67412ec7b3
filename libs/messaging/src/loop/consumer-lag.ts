import type { Kafka } from 'kafkajs';
import { meter } from '@parley/platform';
import { LazyAdmin } from '../kafka/lazy-admin.js';

/** What is held by one member of a group: partitions by topic. */
export interface Held {
  readonly group: string;
  readonly partitions: ReadonlyMap<string, ReadonlySet<number>>;
}

/** Offsets as kafkajs gives them; an uncommitted one is below zero. */
export interface Offsets {
  readonly partition: number;
  readonly offset: string;
  readonly low?: string;
}

/** Records between what is committed and the end, of the partitions held. */
export function lagOf(
  held: ReadonlySet<number>,
  ends: readonly Offsets[],
  committed: readonly Offsets[],
): number {
  const done = new Map(committed.map(({ partition, offset }) => [partition, Number(offset)]));
  let lag = 0;
  for (const { partition, offset, low } of ends) {
    if (!held.has(partition)) continue;
    const from = done.get(partition) ?? -1;
    lag += Math.max(0, Number(offset) - Math.max(from, Number(low ?? 0)));
  }
  return lag;
}

/**
 * Lets the lag of what this process holds be asked for: two requests to the brokers per topic and scrape, none in
 * between. Where they do not answer there is no value.
 */
export class ConsumerLag {
  private readonly admin: LazyAdmin;

  constructor(
    kafka: Kafka,
    private readonly held: () => readonly Held[],
  ) {
    this.admin = new LazyAdmin(kafka);
    meter.observe('parley.consumer.lag', async (result) => {
      for (const { group, topic, lag } of await this.look().catch(() => [])) {
        result.observe(lag, { 'messaging.consumer.group.name': group, 'messaging.destination.name': topic });
      }
    });
  }

  close(): Promise<void> {
    return this.admin.close();
  }

  private async look(): Promise<{ group: string; topic: string; lag: number }[]> {
    const admin = await this.admin.get();
    const lags = this.held().flatMap(({ group, partitions }) =>
      [...partitions].map(async ([topic, held]) => {
        const [ends, [committed]] = await Promise.all([
          admin.fetchTopicOffsets(topic),
          admin.fetchOffsets({ groupId: group, topics: [topic] }),
        ]);
        return { group, topic, lag: lagOf(held, ends, committed?.partitions ?? []) };
      }),
    );
    return Promise.all(lags);
  }
}
