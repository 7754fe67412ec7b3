import { events, type EventDefinition } from '@parley/contracts';
import type { Admin, ITopicConfig, Kafka } from 'kafkajs';

export interface TopicOptions {
  /** The same for every topic keyed by subscriber, so that a person stays on one partition number. */
  partitions: number;
  replicationFactor: number;
}

/** What every configuration topic's name begins with. */
export const CONFIG_TOPICS = 'parley.config.';

/** What every dead-letter topic's name ends with. */
export const DEAD_LETTER_SUFFIX = '.dlq';

/** The dead-letter topic of a topic for a consumer group. */
export function deadLetterTopic(topic: string, group: string): string {
  return `${topic}.${group}${DEAD_LETTER_SUFFIX}`;
}

/** Consumer groups of a service are named after it; what may wait for others has a group of its own (`lane`). */
export function consumerGroupOf(service: string, lane?: string): string {
  return lane === undefined ? service : `${service}-${lane}`;
}

/** The topics to create: every event's, and a dead-letter topic for each of our consumers of what is not configuration. */
export function topicConfigs(options: TopicOptions): ITopicConfig[] {
  return events.flatMap((event) => [
    topicConfig(event.topic, options, event),
    ...deadLetterTopics(event).map((topic) => topicConfig(topic, { ...options, partitions: 1 })),
  ]);
}

/** Of each of our consumers that reads an event in the loop. */
export function deadLetterTopics(event: EventDefinition): string[] {
  if (event.topic.startsWith(CONFIG_TOPICS)) return []; // every replica reads them whole, outside the loop
  return event.consumers
    .filter((consumer) => consumer !== 'other')
    .map((consumer) => deadLetterTopic(event.topic, consumerGroupOf(consumer, event.lanes?.[consumer])));
}

function topicConfig(topic: string, options: TopicOptions, event?: EventDefinition): ITopicConfig {
  const settings: Record<string, string> =
    event?.cleanup === 'compact'
      ? { 'cleanup.policy': 'compact', 'min.cleanable.dirty.ratio': '0.1' }
      : { 'cleanup.policy': 'delete', 'retention.ms': String(event?.retentionMs ?? 30 * 24 * 3600 * 1000) };
  return {
    topic,
    numPartitions: event?.key === 'name' ? 1 : options.partitions,
    replicationFactor: options.replicationFactor,
    configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
  };
}

/**
 * Creates the topics that are missing and leaves the others alone.
 * @returns the names of those created now.
 */
export async function createTopics(kafka: Kafka, options: TopicOptions): Promise<string[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const missing = topicConfigs(options).filter(({ topic }) => !existing.has(topic));
    if (missing.length > 0)
      await admin.createTopics({ topics: missing, waitForLeaders: true, timeout: 30_000 });
    for (const { topic } of missing) await whenServed(admin, topic);
    return missing.map(({ topic }) => topic);
  } finally {
    await admin.disconnect();
  }
}

const SERVED_WITHIN_MS = 30_000;

/** A new partition's leader is named before it serves; whoever reads at once would be turned away. */
async function whenServed(admin: Admin, topic: string): Promise<void> {
  const deadline = Date.now() + SERVED_WITHIN_MS;
  for (;;) {
    try {
      await admin.fetchTopicOffsets(topic);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
