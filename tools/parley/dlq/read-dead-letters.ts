import { randomUUID } from 'node:crypto';
import type { KafkaClient } from '../platform/kafka.js';

/** A record that a consumer could not take: why, and where it lay. Its text stays on the topic. */
export interface DeadLetter {
  readonly deadLetterTopic: string;
  readonly deadLetterOffset: string;
  readonly reason: string;
  readonly detail: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly group: string;
  /** When the record was written, ISO 8601. */
  readonly at: string;
}

type Header = Buffer | string | (Buffer | string)[] | undefined;

const SUFFIX = '.dlq';

/** All dead letters that lie on Kafka now, of one original topic or of all, oldest first. */
export async function readDeadLetters(kafka: KafkaClient, topic: string | undefined): Promise<DeadLetter[]> {
  const missing = await endOffsets(kafka, topic);
  const letters: DeadLetter[] = [];
  if (missing.size === 0) return letters;
  const groupId = `parley-cli-${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100, allowAutoTopicCreation: false });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: topicsOf(missing), fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on('consumer.crash', ({ payload }) => reject(payload.error));
      consumer
        .run({
          autoCommit: false,
          eachBatch: async ({ batch }) => {
            for (const { offset, headers } of batch.messages) {
              letters.push(letterOf(batch.topic, offset, headers ?? {}));
            }
            const place = `${batch.topic}/${batch.partition}`;
            if (BigInt(batch.lastOffset()) + 1n >= (missing.get(place) ?? 0n)) missing.delete(place);
            if (missing.size === 0) resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
    await forget(kafka, groupId);
  }
  return letters.toSorted((a, b) => a.at.localeCompare(b.at));
}

// Where the reading ends: what is written meanwhile is for the next time.
async function endOffsets(kafka: KafkaClient, topic: string | undefined): Promise<Map<string, bigint>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const ends = new Map<string, bigint>();
    const names = (await admin.listTopics()).filter((name) => name.endsWith(SUFFIX));
    for (const name of names.filter(
      (candidate) => topic === undefined || candidate.startsWith(`${topic}.`),
    )) {
      for (const { partition, high, low } of await admin.fetchTopicOffsets(name)) {
        if (BigInt(high) > BigInt(low)) ends.set(`${name}/${partition}`, BigInt(high));
      }
    }
    return ends;
  } finally {
    await admin.disconnect();
  }
}

function topicsOf(places: ReadonlyMap<string, bigint>): string[] {
  return [...new Set([...places.keys()].map((place) => place.slice(0, place.lastIndexOf('/'))))];
}

async function forget(kafka: KafkaClient, groupId: string): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  await admin.deleteGroups([groupId]).catch(() => undefined); // an empty group expires by itself too
  await admin.disconnect();
}

function letterOf(topic: string, offset: string, headers: Readonly<Record<string, Header>>): DeadLetter {
  const header = (name: string): string => headers[`dlq-${name}`]?.toString() ?? '';
  return {
    deadLetterTopic: topic,
    deadLetterOffset: offset,
    reason: header('reason'),
    detail: header('detail'),
    topic: header('topic'),
    partition: Number(header('partition')),
    offset: header('offset'),
    group: header('group'),
    at: new Date(Number(header('timestamp'))).toISOString(),
  };
}
