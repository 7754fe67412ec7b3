import { randomUUID } from 'node:crypto';
import type { ITopicConfig, Kafka } from 'kafkajs';

export interface OwnTopic {
  readonly topic: string;
  remove(): Promise<void>;
}

/** Makes a topic that nobody else uses, ready to be written and read. */
export async function ownTopic(kafka: Kafka, config: Omit<ITopicConfig, 'topic'> = {}): Promise<OwnTopic> {
  const topic = `spec.${randomUUID()}`;
  await withAdmin(kafka, async (admin) => {
    await admin.createTopics({ topics: [{ numPartitions: 1, ...config, topic }], waitForLeaders: true });
    // A new partition's leader is named before it serves.
    for (;;) {
      const served = await admin.fetchTopicOffsets(topic).catch(() => undefined);
      if (served) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
  return { topic, remove: () => withAdmin(kafka, (admin) => admin.deleteTopics({ topics: [topic] })) };
}

/** Does something with an admin client of its own. */
export async function withAdmin<T>(
  kafka: Kafka,
  work: (admin: ReturnType<Kafka['admin']>) => Promise<T>,
): Promise<T> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
