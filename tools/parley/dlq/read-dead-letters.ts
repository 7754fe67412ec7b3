import { readRecords, stretchesOf } from '@parley/messaging';
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
  const names = await deadLetterTopics(kafka, topic);
  const stretches = await Promise.all(names.map((name) => stretchesOf(kafka, name)));
  const letters: DeadLetter[] = [];
  await readRecords(kafka, stretches.flat(), (record) => {
    letters.push(letterOf(record.topic, record.offset, record.headers));
  });
  return letters.toSorted((a, b) => a.at.localeCompare(b.at));
}

async function deadLetterTopics(kafka: KafkaClient, topic: string | undefined): Promise<string[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const names = (await admin.listTopics()).filter((name) => name.endsWith(SUFFIX));
    return names.filter((name) => topic === undefined || name.startsWith(`${topic}.`));
  } finally {
    await admin.disconnect();
  }
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
