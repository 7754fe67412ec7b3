import { events, type EventDefinition } from '@parley/contracts';
import { lagOf, type Offsets } from '../loop/consumer-lag.js';
import type { KafkaClient } from './kafka-client.js';
import { LazyAdmin } from './lazy-admin.js';
import { CONFIG_TOPICS, consumerGroupOf } from './topics.js';
import { whileRetriable } from './while-retriable.js';

/** What a consumer group has not taken of a topic, though it had the time. */
export interface Behind {
  readonly group: string;
  readonly topic: string;
  readonly records: number;
}

/** Topics by the consumer group of ours that reads them in the loop. */
export function topicsByGroup(from: readonly EventDefinition[] = events): ReadonlyMap<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { topic, consumers, lanes } of from) {
    if (topic.startsWith(CONFIG_TOPICS)) continue; // every replica reads them whole, outside the loop
    for (const consumer of consumers) {
      if (consumer === 'other') continue;
      const group = consumerGroupOf(consumer, lanes?.[consumer]);
      groups.set(group, [...(groups.get(group) ?? []), topic]);
    }
  }
  return groups;
}

/**
 * Which consumers are behind, be they running or not: asked of the brokers when somebody looks. Members tell of what they
 * hold (`parley.consumer.lag`); of a group without members nobody tells.
 */
export class Backlog {
  private readonly admin: LazyAdmin;

  constructor(
    kafka: KafkaClient,
    private readonly groups: () => ReadonlyMap<string, string[]> = topicsByGroup,
  ) {
    this.admin = new LazyAdmin(kafka);
  }

  /**
   * What was written before this moment and is not taken, by group and topic; only where something is.
   *
   * @param beforeMs ms since the epoch; at least as long ago as offsets are committed, or what was taken counts too
   */
  async look(beforeMs: number): Promise<Behind[]> {
    const admin = await this.admin.get();
    const ends = new Map<string, Promise<Offsets[]>>();
    const endsOf = (topic: string): Promise<Offsets[]> => {
      const asked = ends.get(topic) ?? soon(() => admin.fetchTopicOffsets(topic));
      ends.set(topic, asked);
      return asked;
    };
    const found = await Promise.all(
      [...this.groups()].map(async ([group, topics]) => {
        const committed = await soon(() => admin.fetchOffsets({ groupId: group, topics }));
        return Promise.all(
          committed.map(async ({ topic, partitions }) => {
            const now = await endsOf(topic);
            if (untaken(now, partitions) === 0) return { group, topic, records: 0 };
            const then = await soon(() => admin.fetchTopicOffsetsByTimestamp(topic, beforeMs));
            const lows = new Map(now.map(({ partition, low }) => [partition, low]));
            const endsThen = then.map((end) => ({ ...end, low: lows.get(end.partition) }));
            return { group, topic, records: untaken(endsThen, partitions) };
          }),
        );
      }),
    );
    return found.flat().filter(({ records }) => records > 0);
  }

  close(): Promise<void> {
    return this.admin.close();
  }
}

/** Who looks waits no longer than this for a leader or a coordinator that has just changed, ms. */
const SOON_MS = 3_000;
const soon = <T>(ask: () => Promise<T>): Promise<T> => whileRetriable(ask, SOON_MS);

function untaken(ends: readonly Offsets[], committed: readonly Offsets[]): number {
  return lagOf(new Set(ends.map(({ partition }) => partition)), ends, committed);
}
