import { RecordedSpans } from '@parley/testing/recorded-spans';
import { RequestTraces } from './request-traces.js';

const ID = '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10';
const TOPIC = 'parley.support.reply.requested.v1';
const UNSAMPLED = '00-5b1c7c1e3f0a5d1e8a772f4f3c9d1b10-8a772f4f3c9d1b10-00';
const LOW = '0fffffff'.padEnd(32, '0');
const HIGH = 'f0000000'.padEnd(32, '0');
const spans = new RecordedSpans();

beforeEach(() => spans.forget());

describe('the trace of what is asked for by an API', () => {
  it('begins with the request, where its conversation is kept, and ends as that is durable', async () => {
    const trace = new RequestTraces(0.5).begin(TOPIC, ID, LOW);
    let durable = (): void => undefined;
    const over = trace.over(new Promise<void>((resolve) => (durable = resolve)));
    await Promise.resolve();
    expect(spans.names).toEqual([]);
    durable();
    await over;
    const span = spans.one(`request ${TOPIC}`);
    const { traceId, spanId } = span.spanContext();
    expect(trace.traceparent).toBe(`00-${traceId}-${spanId}-01`);
    expect(span.parentSpanContext).toBeUndefined();
    expect(span.attributes).toMatchObject({
      'messaging.message.id': ID,
      'messaging.message.conversation_id': LOW,
    });
  });

  it('says by its code that it came to nothing, and lets that be known', async () => {
    const away = Object.assign(new Error('away'), { code: 'KAFKA_UNAVAILABLE' });
    const over = new RequestTraces(1).begin(TOPIC, ID, HIGH).over(Promise.reject(away));
    await expect(over).rejects.toBe(away);
    expect(spans.failed).toEqual([`request ${TOPIC}: KAFKA_UNAVAILABLE`]);
  });

  it.each([
    ['its conversation is not kept', HIGH, 0.5],
    ['it belongs to none', undefined, 1],
  ])('is none where %s', async (_why, conversationId, ratio) => {
    const trace = new RequestTraces(ratio).begin(TOPIC, ID, conversationId);
    await trace.over(Promise.resolve());
    expect(trace.traceparent).toBe(UNSAMPLED);
    expect(spans.names).toEqual([]);
  });
});
