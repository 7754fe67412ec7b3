import { randomBytes } from 'node:crypto';
import { closeLater, PublishedEvents, testKafka } from '@parley/testing';
import { createKafka } from './kafka-client.js';
import { EventPublisher, PublishError } from './event-publisher.js';
import { ownTopic } from './own-topic.builder.js';

const kafka = testKafka();
let publisher: EventPublisher;
let topic: string;
let published: PublishedEvents;

beforeAll(async () => {
  const own = await ownTopic(kafka, { numPartitions: 2 });
  ({ topic } = own);
  closeLater(own.remove);
  publisher = new EventPublisher(kafka, { retries: 2, initialRetryTime: 50 });
  await publisher.connect();
  closeLater(() => publisher.close());
  published = await PublishedEvents.watch(kafka, [topic]);
  closeLater(published.close);
});

const record = (key: string, value: string) => ({ topic, key, value, headers: { ce_id: key } });

describe('publishing a batch', () => {
  it('keeps the order of each key, small and large', async () => {
    const small = Array.from({ length: 10 }, (_, i) => record('small', String(i)));
    const large = Array.from({ length: 2000 }, (_, i) => record('large', `${i} ${'Stay warm! '.repeat(40)}`));
    await publisher.publish(small);
    await publisher.publish(large);
    await published.next(({ data }) => String(data).startsWith('1999 '));
    const numbers = (key: string) =>
      published.of(topic, key).map(({ data }) => Number.parseInt(String(data), 10));
    expect(numbers('small')).toEqual(Array.from({ length: 10 }, (_, i) => i));
    expect(numbers('large')).toEqual(Array.from({ length: 2000 }, (_, i) => i));
    expect(published.of(topic, 'large')[0]!.headers).toMatchObject({ ce_id: 'large' });
  });

  it('takes more than the broker takes of one partition at once', async () => {
    const values = Array.from({ length: 5 }, () => randomBytes(350_000).toString('base64'));
    await publisher.publish(values.map((value) => record('huge', value)));
    await published.next(({ data }) => data === values.at(-1));
    expect(published.of(topic, 'huge').map(({ data }) => data)).toEqual(values);
  });

  it('of nothing asks nobody', async () => {
    await publisher.publish([]);
  });

  it('fails with one kind of error when a topic or the broker is not there', async () => {
    await expect(publisher.publish([{ ...record('x', 'x'), topic: `${topic}.none` }])).rejects.toThrow(
      PublishError,
    );
    const away = new EventPublisher(createKafka({ brokers: ['127.0.0.1:9'], clientId: 'spec' }), {
      retries: 0,
    });
    await expect(away.publish([record('x', 'x')])).rejects.toMatchObject({ code: 'KAFKA_UNAVAILABLE' });
  });
});
