import type { Consumer, IHeaders, Kafka } from 'kafkajs';

export interface ReadRecord {
  readonly partition: number;
  readonly offset: number;
  readonly key: string | undefined;
  readonly value: Buffer | null;
  readonly headers: IHeaders;
}

export interface GroupMember {
  readonly consumer: Consumer;
  /** Everything it has read. */
  readonly read: ReadRecord[];
  /** How many partitions it had, join by join. */
  readonly joins: number[];
}

/** A member of a group that reads a topic from its beginning; the caller disconnects it. */
export async function joinGroup(kafka: Kafka, topic: string, groupId: string): Promise<GroupMember> {
  const times = { maxWaitTimeInMs: 50, sessionTimeout: 6000, heartbeatInterval: 500 };
  const consumer = kafka.consumer({ groupId, ...times });
  const read: ReadRecord[] = [];
  const joins: number[] = [];
  consumer.on('consumer.group_join', ({ payload: { memberAssignment } }) => {
    joins.push((memberAssignment[topic] ?? []).length);
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachBatch: ({ batch }) => {
      for (const { key, value, offset, headers } of batch.messages) {
        const text = key?.toString();
        read.push({
          partition: batch.partition,
          offset: Number(offset),
          key: text,
          value,
          headers: headers ?? {},
        });
      }
      return Promise.resolve();
    },
  });
  return { consumer, read, joins };
}

/** Waits for what comes from outside: looks every 20 ms, and fails after `withinMs`. */
export async function until(condition: () => boolean | Promise<boolean>, withinMs = 30_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`It did not come within ${withinMs} ms: ${String(condition)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
