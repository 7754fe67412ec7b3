import { campaignHoldRequested, headers, mtCancelRequested } from '@parley/contracts';
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

const conversations = new ConversationIds('pepper');
const spans = new RecordedSpans();
const AT = '2026-11-20T15:00:00.000Z';
const hold = { campaign: 'autumn-wool', held: true, requestedAt: AT };

function desk(publish?: () => Promise<void>) {
  const published: OutgoingRecord[] = [];
  const port = {
    publish: publish ?? (async (records: readonly OutgoingRecord[]) => void published.push(...records)),
  } as unknown as EventPublisher;
  return {
    publisher: new RequestPublisher(port, conversations, new RequestTraces(1), new Clock()),
    published,
  };
}

beforeEach(() => spans.forget());

describe('what people ask for at the console', () => {
  it('goes to its topic under its key, of the console, and of no conversation', async () => {
    const { publisher, published } = desk();
    const id = await publisher.publish(campaignHoldRequested, 'autumn-wool', hold);
    expect(published).toMatchObject([
      {
        topic: 'parley.campaign.hold-requested.v1',
        key: 'autumn-wool',
        headers: {
          [headers.id]: id,
          [headers.source]: 'parley/console',
          [headers.conversationId]: '0'.repeat(32),
        },
      },
    ]);
    expect(JSON.parse(published[0]!.value)).toEqual(hold);
    expect(spans.names).toEqual([]);
  });

  it('belongs to the conversation of the person whom it is about', async () => {
    const { publisher, published } = desk();
    const data = { subscriber: '+14155550101', sender: '12345', requestedAt: AT };
    await publisher.publish(mtCancelRequested, data.subscriber, data);
    const conversationId = conversations.of('+14155550101', '12345');
    const { traceId, spanId } = spans.one(`request ${mtCancelRequested.topic}`).spanContext();
    expect(published[0]!.headers).toMatchObject({
      [headers.conversationId]: conversationId,
      [headers.traceparent]: `00-${traceId}-${spanId}-01`,
    });
  });

  it('is one request, in its order, and keeps the ids that it was given', async () => {
    const { publisher, published } = desk();
    const id = '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20';
    const asked = [
      { event: campaignHoldRequested, key: 'autumn-wool', data: hold, id },
      { event: campaignHoldRequested, key: 'winter', data: { ...hold, campaign: 'winter' } },
    ];
    const ids = await publisher.publishAll(asked);
    expect(ids[0]).toBe(id);
    expect(published.map(({ key }) => key)).toEqual(['autumn-wool', 'winter']);
  });

  it('is refused with what to do where Kafka is away, and as a bug where it does not fit its contract', async () => {
    const { publisher } = desk(() => Promise.reject(new PublishError('away')));
    await expect(publisher.publish(campaignHoldRequested, 'autumn-wool', hold)).rejects.toMatchObject({
      status: 503,
      response: { code: 'KAFKA_UNAVAILABLE' },
    });
    const wrong = { ...hold, campaign: 'Autumn Wool' };
    await expect(publisher.publish(campaignHoldRequested, 'x', wrong)).rejects.toMatchObject({
      code: 'CONTRACT_BROKEN',
    });
  });
});
