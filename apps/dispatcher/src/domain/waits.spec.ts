import fc from 'fast-check';
import { waitsAhead, waitsBefore } from './waits.js';

describe('what a text waited for', () => {
  test.each([
    [
      'its slot, from the moment it was queued',
      { queuedAtMs: 100, dueAtMs: 110, attempt: 1 },
      ['slot 100-9000'],
    ],
    ['its slot, where nobody knows when it was due', { queuedAtMs: 100, attempt: 1 }, ['slot 100-9000']],
    [
      'its hour, then its slot',
      { queuedAtMs: 100, dueAtMs: 7000, attempt: 1 },
      ['time 100-7000', 'slot 7000-9000'],
    ],
    [
      'its slot, from the retry’s time on',
      { queuedAtMs: 100, dueAtMs: 7000, attempt: 2 },
      ['slot 7000-9000'],
    ],
  ])('is %s', (_what, mt, expected) => {
    const waits = waitsBefore(mt, 9000);
    expect(waits.map(({ kind, startMs, endMs }) => `${kind} ${startMs}-${endMs}`)).toEqual(expected);
  });

  it('never ends before it begins, and has no gaps, whatever the clocks say', () => {
    const ms = fc.integer({ min: 0, max: 9000 });
    fc.assert(
      fc.property(ms, ms, ms, fc.integer({ min: 1, max: 3 }), (queuedAtMs, dueAtMs, nowMs, attempt) => {
        const waits = waitsBefore({ queuedAtMs, dueAtMs, attempt }, nowMs);
        for (const { startMs, endMs } of waits) expect(endMs).toBeGreaterThanOrEqual(startMs);
        for (const [at, wait] of waits.slice(1).entries()) expect(wait.startMs).toBe(waits[at]!.endMs);
        expect(waits.at(-1)!.endMs).toBe(nowMs);
      }),
    );
  });
});

describe('what a text is going to wait for', () => {
  test.each([
    ['nothing, where it may go now', [100, 100, 100], []],
    ['nothing, where it is wanted in a moment', [100, 1000, 1000], []],
    ['its time', [100, 7000, 7000], ['time 100-7000']],
    ['the hours of its person', [100, 100, 7000], ['hours 100-7000']],
    ['its time, and then the hours', [100, 5000, 7000], ['time 100-5000', 'hours 5000-7000']],
  ])('is %s', (_what, [queuedAtMs, wantedMs, dueMs], expected) => {
    const waits = waitsAhead(queuedAtMs!, wantedMs!, dueMs!);
    expect(waits.map(({ kind, startMs, endMs }) => `${kind} ${startMs}-${endMs}`)).toEqual(expected);
  });
});
