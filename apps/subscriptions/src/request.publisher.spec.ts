import { headers, preferenceRequested } from '@parley/contracts';
import {
  ConversationIds,
  PublishError,
  RequestTraces,
  type EventPublisher,
  type OutgoingRecord,
} from '@parley/messaging';
import { Clock } from '@parley/platform';
import { RecordedSpans } from '@parley/testing/recorded-spans';
import { RequestPublisher } from './request.publisher.js';

const ID = '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10';
const REQUEST = `request ${preferenceRequested.topic}`;
const spans = new RecordedSpans();

beforeEach(() => spans.forget());

async function ask(publish: (records: readonly OutgoingRecord[]) => Promise<void>): Promise<void> {
  const port = { publish } as unknown as EventPublisher;
  const requests = new RequestPublisher(
    port,
    new ConversationIds('pepper'),
    new RequestTraces(1),
    new Clock(),
  );
  await requests.publish(preferenceRequested, ID, { ...preferenceRequested.example, sender: '12345' });
}

describe('what the API was asked for', () => {
  it('is published with the trace that begins with it', async () => {
    const published: OutgoingRecord[] = [];
    await ask(async (records) => void published.push(...records));
    const { traceId, spanId } = spans.one(REQUEST).spanContext();
    expect(published[0]!.headers[headers.traceparent]).toBe(`00-${traceId}-${spanId}-01`);
  });

  it('is told to have failed where Kafka is away', async () => {
    await expect(ask(() => Promise.reject(new PublishError('away')))).rejects.toThrow(PublishError);
    expect(spans.failed).toEqual([`${REQUEST}: KAFKA_UNAVAILABLE`]);
  });
});
