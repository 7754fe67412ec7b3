import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { createKafka, createTopics, type KafkaClient } from '@parley/messaging';
import { kafkaAccessEnvironment, kafkaAccessOf, readEnvironment } from '@parley/platform';
import { environment as ours, partitions, type Environment } from '../environment.js';

export type { KafkaClient };

/** Partitions of a topic where nobody says otherwise: room for four replicas of a service, cheap on a laptop. */
export const DEFAULT_PARTITIONS = 4;

const MOST_REPLICAS = 3;
const OURS = 'parley.';
const IN_SERVICE_WITHIN_MS = 60_000;
const ASK_EVERY_MS = 50;

/** A Kafka client for the command line: its own warnings stay out of what people read. */
export function kafkaClient(brokers: readonly string[]): KafkaClient {
  Logger.overrideLogger(false);
  const access = kafkaAccessOf(readEnvironment(kafkaAccessEnvironment, ours));
  return createKafka({ brokers: [...brokers], clientId: 'parley-cli', access });
}

export interface TopicWishes {
  partitions?: number | undefined;
  replicationFactor?: number | undefined;
}

/**
 * Creates the topics that are missing: with PARLEY_PARTITIONS or 4 partitions, on up to three brokers each.
 *
 * @returns the names of those created now
 */
export async function createMissingTopics(
  kafka: KafkaClient,
  environment: Environment,
  wishes: TopicWishes = {},
): Promise<string[]> {
  return createTopics(kafka, {
    partitions: wishes.partitions ?? partitions(environment) ?? DEFAULT_PARTITIONS,
    replicationFactor: wishes.replicationFactor ?? Math.min(MOST_REPLICAS, await brokerCount(kafka)),
  });
}

/**
 * Waits until every topic answers: a broker that was killed takes a moment to lead its partitions again.
 *
 * @throws what Kafka says after 60 s
 */
export async function topicsInService(kafka: KafkaClient): Promise<void> {
  const deadline = performance.now() + IN_SERVICE_WITHIN_MS;
  const admin = kafka.admin();
  await admin.connect();
  try {
    const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(OURS));
    for (const topic of topics) {
      while (!(await isInService(topic, deadline))) await pause(ASK_EVERY_MS);
    }
  } finally {
    await admin.disconnect();
  }

  async function isInService(topic: string, until: number): Promise<boolean> {
    try {
      await admin.fetchTopicOffsets(topic);
      return true;
    } catch (error) {
      if (!(error as { retriable?: boolean }).retriable || performance.now() > until) throw error;
      return false;
    }
  }
}

async function brokerCount(kafka: KafkaClient): Promise<number> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return (await admin.describeCluster()).brokers.length;
  } finally {
    await admin.disconnect();
  }
}
