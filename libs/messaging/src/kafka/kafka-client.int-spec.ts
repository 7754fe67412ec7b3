import { randomBytes, randomUUID } from 'node:crypto';
import { closeLater, testInfrastructure, testKafka } from '@parley/testing';
import { CompressionTypes, Kafka, logLevel, type Message, type Producer } from 'kafkajs';
import { joinGroup, until, type GroupMember, type ReadRecord } from './group-member.builder.js';
import { javaPartition } from './java-partition.js';
import { ownTopic, withAdmin } from './own-topic.builder.js';

let kafka: Kafka;
let producer: Producer;

beforeAll(async () => {
  kafka = testKafka();
  producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  closeLater(() => producer.disconnect());
});

async function newTopic(partitions = 1, settings: Record<string, string> = {}): Promise<string> {
  const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
  const { topic, remove } = await ownTopic(kafka, { numPartitions: partitions, configEntries });
  closeLater(remove);
  return topic;
}

async function member(topic: string, groupId: string): Promise<GroupMember> {
  const joined = await joinGroup(kafka, topic, groupId);
  closeLater(() => joined.consumer.disconnect());
  return joined;
}

/** Reads this many records of a topic by a new group. */
async function readAll(topic: string, count: number): Promise<ReadRecord[]> {
  const { read, consumer } = await member(topic, `spec-${randomUUID()}`);
  await until(() => read.length >= count);
  await consumer.disconnect();
  return read;
}

describe('kafkajs with this broker', () => {
  it.each([
    ['as it is', CompressionTypes.None],
    ['zstd', CompressionTypes.ZSTD],
    ['gzip', CompressionTypes.GZIP],
  ])('gives back what was published, to the bit and in order: %s', async (_name, compression) => {
    const topic = await newTopic();
    const messages: Message[] = [
      {
        key: '+14155550101',
        value: 'Sélection d’hiver 🧶',
        headers: { ce_id: '1', empty: '', accents: 'é🧶' },
      },
      { key: null, value: randomBytes(2000) },
      { key: '', value: '' },
      { key: 'tombstone', value: null },
      { key: 'large', value: Buffer.alloc(300_000, 'Stay warm! ') },
      {
        key: 'many',
        value: 'x',
        headers: Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`h${i}`, `v${i}`])),
      },
    ];
    await producer.sendBatch({ acks: -1, compression, topicMessages: [{ topic, messages }] });
    const read = await readAll(topic, messages.length);
    expect(read.map(({ offset }) => offset)).toEqual([0, 1, 2, 3, 4, 5]);
    for (const [i, { key, value, headers = {} }] of messages.entries()) {
      const same = value === null ? read[i]!.value === null : read[i]!.value?.equals(Buffer.from(value));
      expect([i, same]).toEqual([i, true]);
      expect(read[i]!.key ?? '').toEqual(key ?? '');
      const texts = Object.entries(read[i]!.headers).map(([name, text]) => [name, String(text)]);
      expect(Object.fromEntries(texts)).toEqual(headers);
    }
  });

  it('keeps one key on one partition, where other services’ clients put it too', async () => {
    const topic = await newTopic(8);
    const keys = ['+14155550101', '+14155550102', '+447700900123', 'a', ''];
    const all = [...keys, ...keys, ...keys];
    await producer.send({ topic, messages: all.map((key) => ({ key, value: key })) });
    const read = await readAll(topic, all.length);
    const places = keys.map((key) => [
      key,
      [...new Set(read.filter((each) => each.key === key).map((each) => each.partition))],
    ]);
    expect(places).toEqual(keys.map((key) => [key, [javaPartition(key, 8)]]));
  });

  it('lets a group share partitions, hands them over when a member leaves, and starts again where it was', async () => {
    const topic = await newTopic(4);
    const groupId = `spec-${randomUUID()}`;
    const one = await member(topic, groupId);
    await until(() => one.joins.at(-1) === 4);
    const other = await member(topic, groupId);
    await until(() => one.joins.at(-1) === 2 && other.joins.at(-1) === 2);
    const send = (from: number) =>
      producer.send({
        topic,
        messages: Array.from({ length: 40 }, (_, i) => ({ value: String(from + i), partition: i % 4 })),
      });
    await send(0);
    await until(() => one.read.length + other.read.length >= 40);
    expect([one.read.length, other.read.length]).toEqual([20, 20]);

    await one.consumer.disconnect();
    await until(() => other.joins.at(-1) === 4);
    await send(40);
    await until(() => other.read.length >= 60);
    await other.consumer.disconnect();

    const third = await member(topic, groupId);
    await send(80);
    await until(() => third.read.length >= 40);
    expect(third.read.map(({ value }) => Number(value)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, i) => 80 + i),
    );
  });

  it('administers topics, settings, offsets and groups', async () => {
    const topic = await newTopic(3, { 'retention.ms': '86400000' });
    await producer.send({
      topic,
      messages: [
        { value: 'a', partition: 1 },
        { value: 'b', partition: 1 },
      ],
    });
    const groupId = `spec-${randomUUID()}`;
    const { read, consumer } = await member(topic, groupId);
    await until(() => read.length === 2);
    await consumer.disconnect();
    await withAdmin(kafka, async (admin) => {
      expect(await admin.listTopics()).toContain(topic);
      expect((await admin.fetchTopicOffsets(topic)).map(({ high }) => high)).toEqual(
        expect.arrayContaining(['2', '0']),
      );
      const described = await admin.describeConfigs({
        includeSynonyms: false,
        resources: [{ type: 2, name: topic }],
      });
      const retention = described.resources[0]!.configEntries.find(
        ({ configName }) => configName === 'retention.ms',
      );
      expect(retention?.configValue).toBe('86400000');
      const [offsets] = await admin.fetchOffsets({ groupId, topics: [topic] });
      expect(offsets!.partitions.find(({ partition }) => partition === 1)?.offset).toBe('2');
      await admin.deleteGroups([groupId]);
      const [gone] = await admin.fetchOffsets({ groupId, topics: [topic] });
      expect(gone!.partitions.find(({ partition }) => partition === 1)?.offset).toBe('-1');
      await admin.createPartitions({ topicPartitions: [{ topic, count: 5 }] });
    });
  });

  it('makes compacted topics, and refuses what has no key there', async () => {
    const topic = await newTopic(1, { 'cleanup.policy': 'compact' });
    await producer.send({
      topic,
      messages: [
        { key: 'a', value: '1' },
        { key: 'a', value: '2' },
        { key: 'b', value: null },
      ],
    });
    const read = await readAll(topic, 3);
    expect(read.map(({ key, value }) => [key, value?.toString()])).toEqual([
      ['a', '1'],
      ['a', '2'],
      ['b', undefined],
    ]);
    await expect(producer.send({ topic, messages: [{ value: 'no key' }] })).rejects.toThrow();
  });

  it('says that a topic is not there, and makes none by itself', async () => {
    const topic = `spec.${randomUUID()}`;
    const { kafkaBrokers } = testInfrastructure();
    const client = new Kafka({
      brokers: [...kafkaBrokers],
      logLevel: logLevel.NOTHING,
      retry: { retries: 1 },
    });
    const impatient = client.producer({ allowAutoTopicCreation: false });
    await impatient.connect();
    closeLater(() => impatient.disconnect());
    const sending = impatient.send({ topic, messages: [{ value: 'x' }] });
    await expect(sending).rejects.toThrow(/does not host this topic/);
    expect(await withAdmin(kafka, (admin) => admin.listTopics())).not.toContain(topic);
  });
});
