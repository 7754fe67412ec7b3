import { randomUUID } from 'node:crypto';
import { mtStatus } from '@parley/contracts';
import { PublishedEvents } from './published-events.js';
import { closeLater } from './close-later.js';
import { testKafka } from './test-kafka.js';

it('shows what lies on a topic and what comes, in order', async () => {
  const kafka = testKafka();
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  closeLater(() => producer.disconnect());
  const key = randomUUID();
  const send = (value: string): Promise<unknown> =>
    producer.send({ topic: mtStatus.topic, messages: [{ key, value, headers: { of: 'spec' } }] });

  await send('{"n":1}');
  const published = await PublishedEvents.watch(kafka, [mtStatus.topic]);
  closeLater(() => published.close());
  const first = await published.next((event) => event.key === key);
  expect(first).toMatchObject({ topic: mtStatus.topic, data: { n: 1 }, headers: { of: 'spec' } });
  const second = published.next((event) => event.key === key && event.data === 'no JSON');
  await send('no JSON');
  expect(BigInt((await second).offset)).toBe(BigInt(first.offset) + 1n);
  expect(published.of(mtStatus.topic, key)).toHaveLength(2);
  await expect(published.next((event) => event.key === 'nobody', 10)).rejects.toThrow('No such event');
});
