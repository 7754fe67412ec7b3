import { deadLetterReasons, moReceived } from '@parley/contracts';
import { receivedExample } from '../wire/incoming-record.builder.js';
import type { IncomingRecord } from '../wire/record.js';
import { deadLetterRecord } from './dead-letters.js';

const place = { partition: 11, offset: '9007199254740993', timestamp: 1_763_640_000_000 };
const letter = (changed: Partial<IncomingRecord> = {}) =>
  deadLetterRecord(
    {
      record: { ...receivedExample(moReceived, { place }), ...changed },
      reason: 'SCHEMA_INVALID',
      detail: 'subscriber invalid_format',
    },
    'keyword-router',
  );

/** As many bytes as a broker takes in one record by default (message.max.bytes), less its own overhead. */
const BROKER_TAKES = 1_000_000;
const sizeOf = (record: ReturnType<typeof letter>) => JSON.stringify(record).length;

describe('a dead letter', () => {
  it('says where the record lay, why it is here and what it was', () => {
    expect(letter()).toEqual({
      topic: 'parley.mo.received.v1.keyword-router.dlq',
      key: '+14155550101',
      value: JSON.stringify(moReceived.example),
      headers: expect.objectContaining({
        ce_id: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20',
        'dlq-reason': 'SCHEMA_INVALID',
        'dlq-detail': 'subscriber invalid_format',
        'dlq-topic': 'parley.mo.received.v1',
        'dlq-partition': '11',
        'dlq-offset': '9007199254740993',
        'dlq-timestamp': '1763640000000',
        'dlq-group': 'keyword-router',
        'dlq-encoding': 'utf8',
        'dlq-attempts': '1',
      }) as unknown,
    });
  });

  it.each(deadLetterReasons)('has the reason %s', (reason) => {
    const record = receivedExample(moReceived);
    expect(deadLetterRecord({ record, reason, detail: '' }, 'g').headers['dlq-reason']).toBe(reason);
  });

  it('keeps bytes that are no text, to the bit', () => {
    const value = Buffer.from([0x7b, 0xff, 0x00, 0xc3, 0x28]);
    const kept = letter({ value });
    expect(kept.headers['dlq-encoding']).toBe('base64');
    expect(Buffer.from(kept.value, 'base64')).toEqual(value);
  });

  it('of a record without key, value or headers has none', () => {
    const kept = letter({ key: null, value: null, headers: {} });
    expect([kept.key, kept.value]).toEqual(['', '']);
    expect(kept.headers).toMatchObject({ 'dlq-reason': 'SCHEMA_INVALID', 'dlq-encoding': 'utf8' });
  });

  it('is not fooled by headers that pretend to be its own', () => {
    const headers = { 'dlq-reason': Buffer.from('HANDLER_BUG'), 'dlq-topic': Buffer.from('elsewhere') };
    expect(letter({ headers }).headers).toMatchObject({
      'dlq-reason': 'SCHEMA_INVALID',
      'dlq-topic': 'parley.mo.received.v1',
    });
  });

  it('of one header given several times keeps the first', () => {
    expect(letter({ headers: { tag: [Buffer.from('one'), Buffer.from('two')] } }).headers['tag']).toBe('one');
  });

  it.each<[string, Partial<IncomingRecord>]>([
    ['a value of 10 MB', { value: Buffer.alloc(10_000_000, 'x') }],
    ['a value of 10 MB that is no text', { value: Buffer.alloc(10_000_000, 0xff) }],
    ['a header of 1 MB', { headers: { big: Buffer.alloc(1_000_000, 'x') } }],
    [
      'a thousand headers of 1 KB',
      {
        headers: Object.fromEntries(
          Array.from({ length: 1000 }, (_, i) => [`h${i}`, Buffer.alloc(1000, 'x')]),
        ),
      },
    ],
    ['a key of 1 MB', { key: Buffer.alloc(1_000_000, 'x') }],
  ])('fits into a record that any broker takes: %s', (_what, changed) => {
    const kept = letter(changed);
    expect(sizeOf(kept)).toBeLessThan(BROKER_TAKES);
    expect(kept.headers['dlq-detail']).toBe('subscriber invalid_format (kept in part)');
    expect(kept.headers['dlq-offset']).toBe(place.offset);
  });
});
