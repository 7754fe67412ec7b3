import fc from 'fast-check';
import { anyCharacter } from '@parley/testing/any-character';
import { readRecords, writeRecords } from './outbox-records.js';

const record = fc.record({
  topic: fc.string(),
  key: fc.string({ unit: anyCharacter }),
  value: fc.string({
    unit: fc.oneof(fc.constant('\n'), fc.constant('"'), fc.string({ unit: anyCharacter })),
  }),
  headers: fc.dictionary(fc.string(), fc.string()),
});

describe('the records of an outbox row', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(fc.array(record), (records) => {
        expect(readRecords(writeRecords(records))).toEqual(
          records.map((r) => ({ ...r, headers: { ...r.headers } })),
        );
      }),
    );
  });

  it('are read also where an earlier version wrote them', () => {
    const records = [{ topic: 't', key: '+14155550101', value: '{"a":1}', headers: { ce_id: 'x' } }];
    expect(readRecords(JSON.stringify(records))).toEqual(records);
    expect(readRecords('[]')).toEqual([]);
  });
});
