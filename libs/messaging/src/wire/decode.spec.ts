import { events, moReceived } from '@parley/contracts';
import fc from 'fast-check';
import { ConversationIds } from './conversation-id.js';
import type { DeadLetterReason } from '@parley/contracts';
import { decodeEvent } from './decode.js';
import { ContractError, encodeEvent } from './encode.js';
import { receivedExample } from './incoming-record.builder.js';
import type { IncomingRecord } from './record.js';

const conversations = new ConversationIds('sixteen characters or more');
const decode = (record: IncomingRecord) => decodeEvent(moReceived, record, conversations);
const mo = (place: Partial<IncomingRecord> = {}) => receivedExample(moReceived, { place });
const withHeaders = (changed: Record<string, unknown>): IncomingRecord => ({
  ...mo(),
  headers: { ...mo().headers, ...changed } as IncomingRecord['headers'],
});

describe('an event on its way through Kafka', () => {
  it.each(events.map((event) => [event.topic, event] as const))(
    '%s comes out as it went in',
    (_topic, event) => {
      const place = { partition: 7, offset: '9007199254740993', timestamp: 1_763_640_000_500 };
      const decoded = decodeEvent(event, receivedExample(event, { place }), conversations);
      expect(decoded).toEqual({
        ok: true,
        envelope: {
          id: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20',
          type: event.type,
          source: 'parley/spec',
          time: 1_763_640_000_123,
          key: (event.example as { subscriber?: string }).subscriber ?? 'name',
          conversationId: '0123456789abcdef0123456789abcdef',
          traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
          data: event.example,
          origin: { topic: event.topic, ...place },
        },
      });
    },
  );

  it('keeps any text that people can write', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const decoded = decode(receivedExample(moReceived, { data: { ...moReceived.example, text } }));
        expect(decoded).toMatchObject({ ok: true, envelope: { data: { text } } });
      }),
    );
  });

  it('is made whole when its producer left headers out', () => {
    const { ce_id, ce_type } = mo().headers;
    const decoded = decode({ ...mo(), headers: { ce_id, ce_type } });
    expect(decoded).toMatchObject({
      ok: true,
      envelope: {
        source: 'unknown',
        time: 1_763_640_000_000,
        conversationId: conversations.of('+14155550101', '12345'),
        traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/) as string,
      },
    });
  });

  it.each([
    ['a number', '+14155550199'],
    ['a text', 'my words '.repeat(1000)],
    ['nothing', ''],
  ])('hands on no conversation id or trace of somebody else that is %s', (_what, text) => {
    const decoded = decode(withHeaders({ ce_conversationid: text, traceparent: text }));
    expect(decoded).toMatchObject({
      ok: true,
      envelope: {
        conversationId: conversations.of('+14155550101', '12345'),
        traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/) as string,
      },
    });
  });

  it('has one id, however it was written', () => {
    const decoded = decode(withHeaders({ ce_id: '0A4D2B1E-7C55-5F0E-9A51-3C8E1F6B7D20' }));
    expect(decoded).toMatchObject({ ok: true, envelope: { id: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20' } });
  });

  it('is not published when our own data breaks the contract; the values stay out of the error', () => {
    const broken = { ...moReceived.example, subscriber: '415 555 0101' };
    const attributes = { id: 'x', source: 'x', timeMs: 0, key: 'x', conversationId: 'x', traceparent: 'x' };
    expect(() => encodeEvent(moReceived, broken, attributes)).toThrow(ContractError);
    expect(() => encodeEvent(moReceived, broken, attributes)).toThrow(
      /^parley\.mo\.received\.v1 .* at subscriber$/,
    );
  });
});

describe('a record that cannot be taken', () => {
  const value = (text: string | Buffer) => mo({ value: Buffer.from(text as string) });
  it.each<[string, DeadLetterReason, string, IncomingRecord]>([
    ['no value', 'SCHEMA_INVALID', 'no value', mo({ value: null })],
    ['bad UTF-8', 'SCHEMA_INVALID', 'not UTF-8', mo({ value: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]) })],
    [
      'a cut character',
      'SCHEMA_INVALID',
      'not UTF-8',
      mo({ value: Buffer.from('{"text":"é"}').subarray(0, 10) }),
    ],
    ['no JSON', 'SCHEMA_INVALID', 'not JSON', value('DISCOUNT')],
    ['an empty value', 'SCHEMA_INVALID', 'not JSON', value('')],
    ['another shape', 'SCHEMA_INVALID', '(root)', value('[]')],
    ['a missing field', 'SCHEMA_INVALID', 'sender', value('{"subscriber":"+14155550101"}')],
    [
      'a value of 256 KiB and a byte',
      'TOO_LARGE',
      '262145 bytes',
      mo({ value: Buffer.alloc(256 * 1024 + 1, 32) }),
    ],
    ['a version to come', 'UNSUPPORTED_VERSION', 'v1', withHeaders({ ce_type: 'parley.mo.received.v2' })],
    ['another event', 'UNKNOWN_TYPE', 'v1', withHeaders({ ce_type: 'parley.mt.status.v1' })],
    ['an event of somebody else', 'UNKNOWN_TYPE', 'v1', withHeaders({ ce_type: 'com.example.thing' })],
    ['no id', 'SCHEMA_INVALID', 'ce_id', withHeaders({ ce_id: undefined })],
    ['an id that is no UUID', 'SCHEMA_INVALID', 'ce_id', withHeaders({ ce_id: 'SM123' })],
    ['no key', 'SCHEMA_INVALID', 'key', mo({ key: null })],
    ["somebody else's key", 'SCHEMA_INVALID', 'key', mo({ key: Buffer.from('+14155550199') })],
  ])('has a reason and a detail: %s', (_what, reason, detail, record) => {
    expect(decode(record)).toEqual({ ok: false, reason, detail: expect.stringContaining(detail) as string });
  });

  it('may be as large as 256 KiB', () => {
    const padded = Buffer.alloc(256 * 1024, 32);
    padded.write(JSON.stringify(moReceived.example));
    expect(decode(mo({ value: padded })).ok).toBe(true);
  });

  it('says which fields are wrong, never what they hold', () => {
    const decoded = decode(value('{"subscriber":"+1415CANARY","sender":"12345","text":"canary words"}'));
    expect(decoded).toMatchObject({ ok: false, detail: expect.stringContaining('subscriber') as string });
    expect(JSON.stringify(decoded)).not.toMatch(/canary/i);
  });

  it('never throws, whatever the bytes and headers are', () => {
    const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
    const part = fc.oneof(bytes, fc.string(), fc.array(bytes, { maxLength: 2 }), fc.constant(undefined));
    const names = fc.constantFrom(
      'ce_id',
      'ce_type',
      'ce_time',
      'ce_source',
      'ce_conversationid',
      'traceparent',
    );
    const json = fc.json().map((text) => Buffer.from(text));
    fc.assert(
      fc.property(
        fc.constantFrom(...events),
        fc.option(fc.oneof(bytes, json)),
        fc.option(bytes),
        fc.dictionary(names, part),
        fc.boolean(),
        (event, someValue, key, headers, keepsId) => {
          const record = receivedExample(event);
          const id = keepsId ? { ce_id: record.headers['ce_id'] } : {};
          const decoded = decodeEvent(
            event,
            { ...record, value: someValue, key, headers: { ...headers, ...id } },
            conversations,
          );
          expect(decoded.ok || decoded.reason.length > 0).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
