import { RecordedSpans, timesOf } from '@parley/testing/recorded-spans';
import type { CarrierSender, SendOutcome } from '@parley/carriers';
import { attemptMt } from './attempt-mt.js';
import type { ClaimedMt } from './mt-claims.store.js';
import { noteRetryWait, noteUnsent, noteWaits } from './send-spans.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SAMPLED = `00-${TRACE}-b7ad6b7169203331-01`;
const UNSAMPLED = `00-${TRACE}-b7ad6b7169203331-00`;
const NOW = 1_763_640_000_000;
const mt: ClaimedMt = {
  id: '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10',
  subscriber: '+14155550101',
  sender: '12345',
  lane: 'reply',
  purpose: 'information',
  text: 'unsaid',
  segments: 1,
  encoding: 'gsm7',
  onUnknown: 'park',
  attempt: 1,
  conversationId: 'c0ffee',
  traceparent: SAMPLED,
  queuedAtMs: NOW - 900,
  dueAtMs: NOW - 900,
  expiresAtMs: NOW + 60_000,
  waitMs: 0,
  programState: 'none',
  senderState: 'none',
};
const spans = new RecordedSpans();
const terms = { carrier: 'simulator', publicUrl: 'http://127.0.0.1:1', sendBy: NOW + 4500, nowMs: NOW };

beforeEach(() => spans.forget());

const attempt = (changed: Partial<ClaimedMt>, outcome: SendOutcome, nowMs = NOW) => {
  const sender = { send: () => Promise.resolve(outcome) } as unknown as CarrierSender;
  return attemptMt({ ...mt, ...changed }, sender, { ...terms, nowMs });
};
const submitted: SendOutcome = { kind: 'submitted', carrierMessageId: 'c1' };
const unknown: SendOutcome = { kind: 'unknown', code: 'NO_ANSWER' };

describe('the spans of a send', () => {
  it('are what it waited for and the request, side by side below the event that asked for it', async () => {
    const queued = { ...mt, queuedAtMs: NOW - 9000 };
    noteWaits(queued, [{ kind: 'time', startMs: NOW - 9000, endMs: NOW - 200 }]);
    expect(timesOf(spans.one('wait for its time'))).toEqual([NOW - 9000, NOW - 200]);
    const { traceparent } = await attempt({ queuedAtMs: NOW - 9000, dueAtMs: NOW - 200 }, submitted);
    expect(spans.names).toEqual(['wait for its time', 'wait for slot', 'submit simulator']);
    expect(timesOf(spans.one('wait for slot'))).toEqual([NOW - 200, NOW]);
    for (const span of spans.all) {
      expect(span.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
      expect(span.attributes['messaging.message.conversation_id']).toBe('c0ffee');
      expect(JSON.stringify(span.attributes)).not.toMatch(/4155550101|unsaid/);
    }
    const { spanId } = spans.one('submit simulator').spanContext();
    expect(traceparent).toBe(`00-${TRACE}-${spanId}-01`);
  });

  it('are none where the conversation is not sampled and all went well, had to slow down, or had not begun', async () => {
    expect((await attempt({ traceparent: UNSAMPLED }, submitted)).traceparent).toBe(UNSAMPLED);
    await attempt({ traceparent: UNSAMPLED }, { kind: 'throttled' });
    const passed: SendOutcome = { kind: 'failed', code: 'SEND_BY_PASSED', retry: 'later' };
    await attempt({ traceparent: UNSAMPLED }, passed);
    expect(spans.names).toEqual([]);
  });

  it('do not call it a failure where it had not begun: its slot had passed, and it goes again', async () => {
    await attempt({}, { kind: 'failed', code: 'SEND_BY_PASSED', retry: 'later' });
    expect(spans.one('submit simulator').attributes['parley.mt.outcome']).toBe('not begun');
    expect(spans.failed).toEqual([]);
  });

  it('tell once of a wait in which a slot was lost, from its beginning to what did begin', async () => {
    await attempt({}, { kind: 'failed', code: 'SEND_BY_PASSED', retry: 'later' });
    await attempt({}, submitted, NOW + 500);
    expect(spans.names).toEqual(['submit simulator', 'wait for slot', 'submit simulator']);
    expect(timesOf(spans.one('wait for slot'))).toEqual([NOW - 900, NOW + 500]);
  });

  test.each<[string, SendOutcome]>([
    ['NO_ANSWER', unknown],
    ['INVALID_NUMBER', { kind: 'rejected', code: 'INVALID_NUMBER' }],
    ['CARRIER_DOWN', { kind: 'failed', code: 'CARRIER_DOWN', retry: 'later' }],
  ])(
    'are kept whatever the sampling when it ends in %s, and what follows is sampled',
    async (code, outcome) => {
      const { traceparent } = await attempt({ traceparent: UNSAMPLED }, outcome);
      expect(spans.names).toEqual(['wait for slot', 'submit simulator']);
      expect(spans.failed).toEqual([`submit simulator: ${code}`]);
      expect(spans.one('submit simulator').spanContext().traceId).toBe(TRACE);
      expect(traceparent).toMatch(/-01$/);
    },
  );

  it('are kept of a failure with the wait for its time, which nobody told of before', async () => {
    const late = { traceparent: UNSAMPLED, queuedAtMs: NOW - 9000, dueAtMs: NOW - 200 };
    await attempt(late, unknown);
    expect(spans.names).toEqual(['wait for its time', 'wait for slot', 'submit simulator']);
  });

  it('tell of quiet hours when the wait begins, and until when', () => {
    const night = [{ kind: 'hours', startMs: NOW, endMs: NOW + 5000 }] as const;
    noteWaits(mt, night);
    noteWaits({ ...mt, traceparent: UNSAMPLED }, night);
    expect(spans.names).toEqual(['wait for quiet hours to end']);
    expect(timesOf(spans.all[0]!)).toEqual([NOW, NOW + 5000]);
    expect(spans.all[0]!.attributes).toMatchObject({ 'parley.wait': 'hours', 'parley.code': 'QUIET_HOURS' });
  });

  it('tell of the wait for a retry when it begins, and until when', () => {
    noteRetryWait(mt, 5000, 'CARRIER_DOWN', NOW);
    noteRetryWait({ ...mt, traceparent: UNSAMPLED }, 5000, 'CARRIER_DOWN', NOW);
    expect(spans.names).toEqual(['wait for retry']);
    expect(timesOf(spans.all[0]!)).toEqual([NOW, NOW + 5000]);
    expect(spans.all[0]!.attributes['parley.code']).toBe('CARRIER_DOWN');
  });

  it('say of a text that was not sent why; one that nobody knows the end of is kept', () => {
    noteUnsent(mt, 'refused', 'OPTED_OUT');
    noteUnsent({ ...mt, traceparent: UNSAMPLED }, 'refused', 'OPTED_OUT');
    noteUnsent({ ...mt, traceparent: UNSAMPLED }, 'unknown', 'CLAIM_ABANDONED');
    expect(spans.names).toEqual(['refuse', 'submit abandoned']);
    expect(spans.failed).toEqual(['submit abandoned: CLAIM_ABANDONED']);
  });
});
