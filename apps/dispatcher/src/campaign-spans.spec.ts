import { RecordedSpans } from '@parley/testing/recorded-spans';
import { CampaignSpans } from './campaign-spans.js';

const ID = '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10';
const recorded = new RecordedSpans();

beforeEach(() => recorded.forget());

describe('the trace of a campaign’s text', () => {
  it('begins with the decision on it, once that stands', () => {
    const spans = new CampaignSpans(() => true);
    const traceparent = spans.begin(ID, 'c0ffee');
    spans.describe(ID, { 'parley.mt.status': 'refused', 'parley.code': 'OPTED_OUT' });
    expect(recorded.names).toEqual([]);
    spans.end();
    const span = recorded.one('campaign');
    expect(traceparent).toBe(`00-${span.spanContext().traceId}-${span.spanContext().spanId}-01`);
    expect(span.parentSpanContext).toBeUndefined();
    expect(span.attributes).toMatchObject({
      'messaging.message.id': ID,
      'messaging.message.conversation_id': 'c0ffee',
      'parley.code': 'OPTED_OUT',
    });
  });

  it('is none where the conversation is not kept', () => {
    const spans = new CampaignSpans((conversationId) => conversationId !== 'c0ffee');
    expect(spans.begin(ID, 'c0ffee')).toMatch(/^00-5b1c7c1e3f0a5d1e8a772f4f3c9d1b10-[0-9a-f]{16}-00$/);
    spans.describe(ID, { 'parley.code': 'OPTED_OUT' });
    spans.end();
    expect(recorded.names).toEqual([]);
  });
});
