import { deadLetterHeaders, mtRequested, type DeadLetterReason } from '@parley/contracts';
import fc from 'fast-check';
import { deadLetterRecord } from '../loop/dead-letters.js';
import { asReceived, receivedExample } from '../wire/incoming-record.builder.js';
import type { IncomingRecord } from '../wire/record.js';
import { letterId, letterOf, originOf } from './kept-letter.js';

const REASON: DeadLetterReason = 'SCHEMA_INVALID';
const SET_ASIDE_MS = 1_763_650_000_000;

function keptOf(record: IncomingRecord) {
  const written = deadLetterRecord({ record, reason: REASON, detail: 'text invalid_type' }, 'dispatcher');
  return letterOf(asReceived(written, { topic: written.topic, offset: '12', timestamp: SET_ASIDE_MS }));
}

describe('a dead letter, read', () => {
  it('is the record that a consumer could not take, and where it lay', () => {
    const record = receivedExample(mtRequested, { place: { partition: 3, offset: '77' } });
    const letter = keptOf(record);
    expect(letter).toMatchObject({
      ...{
        reason: REASON,
        detail: 'text invalid_type',
        topic: mtRequested.topic,
        partition: 3,
        offset: '77',
      },
      ...{ group: 'dispatcher', at: new Date(record.timestamp).toISOString(), cut: false },
    });
    expect(letter.setAsideMs).toBe(SET_ASIDE_MS);
    expect(letter.key).toBe(record.key!.toString());
    expect(letter.headers).toEqual(
      Object.fromEntries(Object.entries(record.headers).map(([name, value]) => [name, String(value)])),
    );
    expect(originOf(letter)).toBe('parley.mt.requested.v1/3@77');
    expect(letterId(letter)).toBe('parley.mt.requested.v1.dispatcher.dlq@12');
  });

  it('has its bytes as they were, whatever they were', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const record = { ...receivedExample(mtRequested), value: Buffer.from(bytes) };
        expect(keptOf(record).value.equals(Buffer.from(bytes))).toBe(true);
      }),
    );
  });

  it('says where a part of it is not kept', () => {
    const record = { ...receivedExample(mtRequested), value: Buffer.alloc(600 * 1024, 'a') };
    expect(keptOf(record).cut).toBe(true);
  });

  it('is read whoever wrote it, and whatever', () => {
    const header = fc.oneof(fc.string(), fc.constant('1e99'), fc.constant('-1'));
    const names = fc.constantFrom(...Object.values(deadLetterHeaders), 'ce_id');
    fc.assert(
      fc.property(fc.dictionary(names, header), fc.option(fc.string()), (headers, value) => {
        const letter = letterOf({
          ...{ topic: 'other.dlq', partition: 0, offset: '0', timestamp: 0, key: null, headers },
          value: value === null ? null : Buffer.from(value),
        });
        expect(Number.isNaN(Date.parse(letter.at))).toBe(false);
        expect(originOf(letter)).toMatch(/\/\d+@\d+$/);
      }),
    );
  });
});
