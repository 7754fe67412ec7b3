import { randomUUID } from 'node:crypto';
import type { IncomingRecord } from '../wire/record.js';
import type { KafkaClient } from './kafka-client.js';

/** Who reads what lies there does so in a group of its own, which it deletes when it ends; access rules know the name. */
export const READING_GROUPS = 'parley-read-';

/** A stretch of a partition: from an offset up to, and without, another. */
export interface Stretch {
  readonly topic: string;
  readonly partition: number;
  readonly from: bigint;
  readonly to: bigint;
}

/**
 * What lies on a topic now, from a moment on (ms since the epoch) or from its beginning. What is written meanwhile is
 * for the next time.
 */
export async function stretchesOf(kafka: KafkaClient, topic: string, sinceMs?: number): Promise<Stretch[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const ends = await admin.fetchTopicOffsets(topic);
    const starts = sinceMs === undefined ? [] : await admin.fetchTopicOffsetsByTimestamp(topic, sinceMs);
    const startOf = new Map(starts.map(({ partition, offset }) => [partition, offset]));
    return ends
      .map(({ partition, low, high }) => ({
        topic,
        partition,
        from: BigInt(startOf.get(partition) ?? low),
        to: BigInt(high),
      }))
      .filter(({ from, to }) => from < to);
  } finally {
    await admin.disconnect();
  }
}

/** How often a reader joins its group again in a row, with nothing read between, before it gives up. */
const MAX_REJOINS = 10;

/**
 * Reads them all; each partition in its order, each record once, the partitions side by side. A signal ends it early.
 * Where the client loses its group (its coordinator still loads, a broker goes) it joins again and goes on from where
 * it was.
 */
export async function readRecords(
  kafka: KafkaClient,
  stretches: readonly Stretch[],
  take: (record: IncomingRecord) => void,
  signal?: AbortSignal,
): Promise<void> {
  const missing = new Map(stretches.map((stretch) => [placeOf(stretch), stretch]));
  if (missing.size === 0 || signal?.aborted) return;
  const groupId = `${READING_GROUPS}${randomUUID()}`;
  let rejoins = 0;
  const consumer = kafka.consumer({
    groupId,
    maxWaitTimeInMs: 100,
    allowAutoTopicCreation: false,
    retry: { restartOnFailure: async () => !signal?.aborted && ++rejoins <= MAX_REJOINS },
  });
  await consumer.connect();
  try {
    await consumer.subscribe({
      topics: [...new Set(stretches.map(({ topic }) => topic))],
      fromBeginning: true,
    });
    await new Promise<void>((resolve, reject) => {
      signal?.addEventListener('abort', () => resolve(), { once: true });
      if (signal?.aborted) resolve();
      consumer.on('consumer.crash', ({ payload }) => {
        if (!payload.restart) reject(payload.error);
      });
      // The client forgets where it was asked to read from when it starts anew: it is told at every join.
      consumer.on('consumer.group_join', () => {
        for (const { topic, partition, from } of missing.values())
          consumer.seek({ topic, partition, offset: String(from) });
      });
      consumer
        .run({
          autoCommit: false,
          eachBatch: async ({ batch }) => {
            const { topic, partition, messages } = batch;
            const place = placeOf({ topic, partition });
            const stretch = missing.get(place);
            if (stretch === undefined) return;
            for (const { offset, timestamp, key, value, headers = {} } of messages) {
              const at = BigInt(offset);
              if (at < stretch.from || at >= stretch.to) continue;
              take({ topic, partition, offset, timestamp: Number(timestamp), key, value, headers });
            }
            rejoins = 0;
            const next = BigInt(batch.lastOffset()) + 1n;
            if (next >= stretch.to) missing.delete(place);
            else if (next > stretch.from) missing.set(place, { ...stretch, from: next });
            if (missing.size === 0) resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
    await forget(kafka, groupId);
  }
}

function placeOf({ topic, partition }: { topic: string; partition: number }): string {
  return `${topic}/${partition}`;
}

async function forget(kafka: KafkaClient, groupId: string): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  await admin.deleteGroups([groupId]).catch(() => undefined); // an empty group expires by itself too
  await admin.disconnect();
}
