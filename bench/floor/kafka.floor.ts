import { randomUUID } from 'node:crypto';
import { createKafka, encodeEvent, EventPublisher, type OutgoingRecord } from '@parley/messaging';
import { mtRequested } from '@parley/contracts';
import { unsampledTraceparent } from '@parley/platform';

const BATCH = 500;

/** kafkajs alone: produces and consumes so many events of ours in batches of 500; events/s, both ends done. */
export async function kafkaFloor(brokers: string[], count: number): Promise<number> {
  const kafka = createKafka({ brokers, clientId: 'bench-floor' });
  const topic = `bench.floor.${randomUUID()}`;
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 4 }], waitForLeaders: true });
  const publisher = new EventPublisher(kafka);
  await publisher.connect();
  const consumer = kafka.consumer({ groupId: topic });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  let consumed = 0;
  const started = performance.now();
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        autoCommit: false,
        partitionsConsumedConcurrently: 4,
        eachBatch: async ({ batch }) => {
          consumed += batch.messages.length;
          if (consumed >= count) resolve();
        },
      })
      .then(() => produce(publisher, topic, count))
      .catch(reject);
  });
  const perSecond = count / ((performance.now() - started) / 1000);
  await consumer.disconnect();
  await publisher.close();
  await admin.deleteTopics({ topics: [topic] });
  await admin.disconnect();
  return perSecond;
}

async function produce(publisher: EventPublisher, topic: string, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += BATCH) {
    const records: OutgoingRecord[] = [];
    for (let i = sent; i < Math.min(sent + BATCH, count); i += 1) {
      const subscriber = `+1415${String(5_000_000 + i).slice(-7)}`;
      const id = randomUUID();
      const record = encodeEvent(
        mtRequested,
        { ...mtRequested.example, subscriber },
        {
          id,
          source: 'bench',
          timeMs: Date.now(),
          key: subscriber,
          conversationId: '0'.repeat(32),
          traceparent: unsampledTraceparent(id),
        },
      );
      records.push({ ...record, topic });
    }
    await publisher.publish(records);
  }
}
