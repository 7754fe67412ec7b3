import { headers, mtRequested } from '@parley/contracts';
import { ConversationIds } from '../wire/conversation-id.js';
import { isUuid } from '../wire/event-id.js';
import { receivedExample } from '../wire/incoming-record.builder.js';
import type { KeptLetter } from './kept-letter.js';
import { mendedRecord } from './mended-record.js';

const conversations = new ConversationIds('pepper');
const { example } = mtRequested;

function letter(change: Partial<KeptLetter> = {}): KeptLetter {
  const record = receivedExample(mtRequested);
  return {
    ...{ deadLetterTopic: 'parley.mt.requested.v1.dispatcher.dlq', deadLetterOffset: '1' },
    ...{ reason: 'SCHEMA_INVALID', detail: '', topic: mtRequested.topic, partition: 0, offset: '7' },
    ...{ group: 'dispatcher', at: '2026-11-25T10:00:00.000Z', setAsideMs: 0 },
    ...{ key: example.subscriber, cut: false },
    value: record.value!,
    headers: Object.fromEntries(Object.entries(record.headers).map(([name, value]) => [name, String(value)])),
    ...change,
  };
}
const refusal = (change: Partial<KeptLetter>, value?: string): string => {
  const mended = mendedRecord(
    letter(change),
    conversations,
    value === undefined ? undefined : { value, source: 'parley/console' },
  );
  return mended.ok ? 'taken' : mended.code;
};

describe('a dead letter that goes back to its topic', () => {
  it('keeps its key, its bytes, its headers and so its id, where nobody edits it', () => {
    const was = letter();
    const mended = mendedRecord(was, conversations);
    expect(mended).toEqual({
      ok: true,
      record: {
        topic: was.topic,
        key: was.key,
        value: was.value.toString(),
        headers: was.headers,
      },
      conversationId: was.headers[headers.conversationId],
      changed: [],
      readers: ['dispatcher', 'console'],
    });
  });

  it('goes on in the name of who edited it, under the same id', () => {
    const was = letter({ value: Buffer.from('{}') });
    const value = JSON.stringify(example);
    const mended = mendedRecord(was, conversations, { value, source: 'parley/console' });
    expect(mended).toMatchObject({
      ok: true,
      changed: ['value', headers.source],
      record: {
        value,
        headers: { [headers.id]: was.headers[headers.id], [headers.source]: 'parley/console' },
      },
    });
  });

  it('gets the key that keeps its person in order, and an id where it had none: the same each time', () => {
    const was = letter({ key: 'wrong', headers: {} });
    const [first, second] = [mendedRecord(was, conversations), mendedRecord(was, conversations)];
    if (!first.ok) throw new Error(first.message);
    expect(first.record.key).toBe(example.subscriber);
    expect(first.changed).toEqual(['key', headers.id]);
    expect(isUuid(first.record.headers[headers.id]!)).toBe(true);
    expect(second).toEqual(first);
  });

  it.each([
    ['as it was, where that would be set aside again', 'SCHEMA_INVALID', { value: Buffer.from('{}') }],
    ['that is no UTF-8', 'SCHEMA_INVALID', { value: Buffer.from([0xff]) }],
    ['that is too long', 'TOO_LARGE', { value: Buffer.alloc(257 * 1024, 'a') }],
    [
      'of a version that nobody reads here',
      'UNSUPPORTED_VERSION',
      { headers: { [headers.type]: 'parley.mt.requested.v9' } },
    ],
    ['of which a part is not kept', 'LETTER_CUT', { cut: true }],
    ['of a topic that is none of ours', 'TOPIC_UNKNOWN', { topic: 'orders' }],
  ])('is refused %s', (_, code, change: Partial<KeptLetter>) => {
    expect(refusal(change)).toBe(code);
  });

  it('is refused edited where that does not fit either', () => {
    expect(refusal({}, '{"subscriber":"+14155550101"}')).toBe('SCHEMA_INVALID');
    expect(refusal({}, 'no JSON')).toBe('SCHEMA_INVALID');
    expect(refusal({ cut: true }, JSON.stringify(example))).toBe('taken');
  });
});
