import fc from 'fast-check';
import { maxSegmentsInSlidingSecond, type LedgerEntry } from '../../../tools/simulator/index.js';
import { mt } from '../../../tools/simulator/entries.builder.js';
import { SLOW } from '../words.js';
import { certainSegmentsInASecond } from './certain-rate.js';

const MS = 1_000;

const ledger = fc
  .array(
    fc.record({ at: fc.integer({ min: 0, max: 3_000_000 }), segments: fc.integer({ min: 1, max: 3 }) }),
    {
      maxLength: 80,
    },
  )
  .map((sent): LedgerEntry[] => sent.map((fields) => mt({ from: SLOW, ...fields })));

const stalls = fc
  .uniqueArray(fc.integer({ min: 0, max: 3_000_000 }), { maxLength: 10 })
  .map((times) => times.sort((a, b) => a - b))
  .map((times) =>
    times.flatMap((from, i) => (i % 2 === 0 && times[i + 1] ? [{ from, to: times[i + 1]! }] : [])),
  );

describe('segments that certainly arrived within a second', () => {
  it('are those that were counted where nothing was held up', () => {
    fc.assert(
      fc.property(ledger, (entries) => {
        expect(certainSegmentsInASecond(entries, SLOW, [])).toBe(maxSegmentsInSlidingSecond(entries, SLOW));
      }),
    );
  });

  it('are never more than those that were counted', () => {
    fc.assert(
      fc.property(ledger, stalls, (entries, held) => {
        expect(certainSegmentsInASecond(entries, SLOW, held)).toBeLessThanOrEqual(
          maxSegmentsInSlidingSecond(entries, SLOW),
        );
      }),
    );
  });

  it('leave out what may have come before, during a stall', () => {
    const entries = [
      ...Array.from({ length: 10 }, (_, i) => mt({ from: SLOW, at: 1_001 * MS + i })),
      ...Array.from({ length: 38 }, (_, i) => mt({ from: SLOW, at: 1_010 * MS + i * 26 * MS })),
    ];
    expect(certainSegmentsInASecond(entries, SLOW, [])).toBe(48);
    expect(certainSegmentsInASecond(entries, SLOW, [{ from: 700 * MS, to: 1_000 * MS }])).toBeLessThan(40);
  });

  it('keep what came long after a stall', () => {
    const entries = Array.from({ length: 48 }, (_, i) => mt({ from: SLOW, at: 1_100 * MS + i }));
    expect(certainSegmentsInASecond(entries, SLOW, [{ from: 700 * MS, to: 1_000 * MS }])).toBe(48);
  });
});
