import { consentState, mtStatus } from '@parley/contracts';
import { RecordedSpans, timesOf } from '@parley/testing/recorded-spans';
import { keepDeadLetter, keepSetAside } from './failed-spans.js';
import { counting, event, MemoryLoop, person } from './memory-loop.builder.js';
import { SendSpans } from './send-spans.js';
import { TurnBatch } from './turn-batch.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SAMPLED = `00-${TRACE}-b7ad6b7169203331-01`;
const NOW = 1_763_640_000_000;
const UNSAMPLED = `00-${TRACE}-b7ad6b7169203331-00`;
const spans = new RecordedSpans();
const topic = consentState.topic;

beforeEach(() => spans.forget());

async function take(traceparent: string): Promise<MemoryLoop> {
  const loop = new MemoryLoop();
  const one = event(person(1), 1, { traceparent, conversationId: 'c0ffee' });
  const at = { ...one.origin, timestamp: NOW - 500 };
  await new TurnBatch([{ ...one, origin: at }], loop.context, NOW).run(counting(loop.database));
  return loop;
}

describe('the spans of an event', () => {
  it('are its time in Kafka, its processing and a send for each effect, one tree', async () => {
    const { topics } = await take(SAMPLED);
    expect(spans.names.toSorted()).toEqual([`poll ${topic}`, `process ${topic}`, `send ${mtStatus.topic}`]);
    const process = spans.one(`process ${topic}`);
    expect(process.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
    const send = spans.one(`send ${mtStatus.topic}`);
    expect(send.parentSpanContext?.spanId).toBe(process.spanContext().spanId);
    expect(topics.records[0]!.headers['traceparent']).toBe(`00-${TRACE}-${send.spanContext().spanId}-01`);
  });

  it('each name the conversation, and say what the messaging conventions ask for', async () => {
    await take(SAMPLED);
    for (const { attributes } of spans.all)
      expect(attributes).toMatchObject({
        'messaging.system': 'kafka',
        'messaging.message.conversation_id': 'c0ffee',
      });
    expect(spans.one(`process ${topic}`).attributes).toMatchObject({
      'messaging.operation.type': 'process',
      'messaging.operation.name': 'process',
      'messaging.destination.name': topic,
      'messaging.destination.partition.id': '0',
      'messaging.consumer.group.name': 'spec',
      'messaging.kafka.offset': expect.any(Number),
      'messaging.batch.message_count': 1,
      'messaging.message.id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(timesOf(spans.one(`poll ${topic}`))).toEqual([NOW - 500, NOW]);
  });

  it('are not made for what is not sampled', async () => {
    const { topics } = await take(UNSAMPLED);
    expect(spans.names).toEqual([]);
    expect(topics.records[0]!.headers['traceparent']).toBe(UNSAMPLED);
  });

  it('are kept of what a decision wants kept, and what follows from it is sampled', async () => {
    const loop = new MemoryLoop();
    const one = event(person(1), 1, { traceparent: UNSAMPLED });
    const steps = counting(loop.database);
    const kept = {
      ...steps,
      decide: (...of: Parameters<typeof steps.decide>) => ({ ...steps.decide(...of), kept: 'failed' }),
    };
    await new TurnBatch([one], loop.context, NOW).run(kept);
    const process = spans.one(`process ${topic}`);
    expect(process.spanContext().traceId).toBe(TRACE);
    expect(process.attributes['parley.kept']).toBe('failed');
    const { spanId } = spans.one(`send ${mtStatus.topic}`).spanContext();
    expect(loop.topics.records[0]!.headers['traceparent']).toBe(`00-${TRACE}-${spanId}-01`);
  });

  it('are kept of what was set aside, sampled or not; of what waits behind it where it is sampled', () => {
    const quiet = event(person(1), 1, { traceparent: UNSAMPLED });
    keepSetAside(quiet, 'spec', 0, 'HANDLER_BUG');
    keepSetAside(quiet, 'spec', 0, 'BEHIND_PARKED');
    keepSetAside(event(person(1), 2, { traceparent: SAMPLED }), 'spec', 0, 'BEHIND_PARKED');
    expect(spans.failed).toEqual([`process ${topic}: HANDLER_BUG`, `process ${topic}: BEHIND_PARKED`]);
    expect(spans.all[0]!.spanContext().traceId).toBe(TRACE);
  });

  it('are kept of a dead letter, with nothing of its headers that has not the right form', () => {
    const record = { topic, partition: 0, offset: '7', timestamp: 0, key: null, value: null };
    const headers = { traceparent: '+14155550101', ce_conversationid: '+14155550101', ce_id: '+14155550101' };
    keepDeadLetter({ ...record, headers }, 'spec', 0, 'SCHEMA_INVALID');
    keepDeadLetter({ ...record, headers: { traceparent: UNSAMPLED } }, 'spec', 0, 'SCHEMA_INVALID');
    expect(spans.failed).toEqual(Array(2).fill(`process ${topic}: SCHEMA_INVALID`));
    expect(JSON.stringify(spans.all.map(({ attributes }) => attributes))).not.toContain('4155550101');
    expect(spans.all[1]!.spanContext().traceId).toBe(TRACE);
  });

  it('are made for what no consumed event causes, and end when all is published', () => {
    const sends = new SendSpans();
    const cause = { conversationId: 'c0ffee', traceparent: SAMPLED };
    expect(sends.of({ ...cause, traceparent: UNSAMPLED })).toBeUndefined();
    sends.of(cause)!.send(mtStatus.topic, 'an-id');
    expect(spans.names).toEqual([]);
    sends.end();
    expect(spans.one(`send ${mtStatus.topic}`).parentSpanContext?.spanId).toBe('b7ad6b7169203331');
  });
});
