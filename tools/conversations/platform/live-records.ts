import { randomUUID } from 'node:crypto';
import type { KafkaClient } from '../../parley/platform/kafka.js';
import type { PublishedRecord, PublishedRecords } from './published-record.js';
import type { PartitionEnd } from './topic-watch.js';

/** What is published from now on, as it comes; by a consumer group of its own, which goes with it. */
export class LiveRecords implements PublishedRecords {
  readonly all: PublishedRecord[] = [];

  private constructor(
    /** Where reading began. */
    readonly from: readonly PartitionEnd[],
    readonly close: () => Promise<void>,
  ) {}

  /** Reads these topics until `close`. */
  static async open(kafka: KafkaClient, topics: readonly string[]): Promise<LiveRecords> {
    const admin = kafka.admin();
    const groupId = `parley-cli-${randomUUID()}`;
    const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100, allowAutoTopicCreation: false });
    await Promise.all([admin.connect(), consumer.connect()]);
    const from = await endsOf(admin, topics);
    const live = new LiveRecords(from, async () => {
      await consumer.disconnect();
      await admin.deleteGroups([groupId]).catch(() => undefined); // an empty group expires by itself too
      await admin.disconnect();
    });
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ topic, partition, message }) => {
        const { offset, key, headers = {}, value } = message;
        const texts = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)]));
        const data: unknown = JSON.parse(value?.toString() ?? 'null');
        live.all.push({ topic, partition, offset, key: key?.toString() ?? '', headers: texts, data });
      },
    });
    for (const { topic, partition, end } of from) consumer.seek({ topic, partition, offset: String(end) });
    return live;
  }
}

/** Where the next record of each partition will be. */
export async function endsOf(
  admin: ReturnType<KafkaClient['admin']>,
  topics: readonly string[],
): Promise<PartitionEnd[]> {
  const all = await Promise.all(
    topics.map(async (topic) =>
      (await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => ({
        topic,
        partition,
        end: BigInt(high),
      })),
    ),
  );
  return all.flat();
}
