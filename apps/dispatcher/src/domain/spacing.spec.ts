import fc from 'fast-check';
import { BEGIN_WITHIN_MS, Spacing } from './spacing.js';

interface Departure {
  readonly atMs: number;
  readonly segments: number;
}

/** Sends each text as soon as it is there and spacing allows it. */
function departures(arrivals: readonly Departure[], contract: number): Departure[] {
  const spacing = new Spacing();
  let clock = 0;
  return arrivals.map(({ atMs, segments }) => {
    clock = Math.max(clock, atMs);
    for (;;) {
      const wait = spacing.take('12345', segments, contract, clock);
      if (wait === 0) return { atMs: clock, segments };
      clock += Math.ceil(wait);
    }
  });
}

describe('spacing of sends at the moment they leave', () => {
  it('lets texts go until a second holds the contract, and the next when the first is a second ago', () => {
    const spacing = new Spacing();
    expect([1, 2].map(() => spacing.take('12345', 1, 2, 1000))).toEqual([0, 0]);
    expect(spacing.take('12345', 1, 2, 1500)).toBe(550);
    expect(spacing.take('12345', 1, 2, 2050)).toBe(0);
  });

  it('counts all segments of a text, and lets one that fits into no second go alone', () => {
    const spacing = new Spacing();
    expect(spacing.take('12345', 3, 2, 0)).toBe(0);
    expect(spacing.take('12345', 1, 2, 100)).toBeGreaterThan(0);
  });

  it('gives back the place of a text that has not begun, once', () => {
    const spacing = new Spacing();
    expect([1, 2].map(() => spacing.take('12345', 1, 2, 1000))).toEqual([0, 0]);
    spacing.giveBack('12345', 1, 1000);
    expect(spacing.take('12345', 1, 2, 1010)).toBe(0);
    expect(spacing.take('12345', 1, 2, 1010)).toBeGreaterThan(0);
    spacing.giveBack('12345', 1, 990);
    expect(spacing.take('12345', 1, 2, 1010)).toBeGreaterThan(0);
  });

  it('lets nothing of what was counted out be given back', () => {
    const spacing = new Spacing();
    spacing.take('12345', 2, 2, 1000);
    expect(spacing.take('12345', 2, 2, 2100)).toBe(0);
    spacing.giveBack('12345', 2, 1000);
    expect(spacing.take('12345', 1, 2, 2100)).toBeGreaterThan(0);
  });

  it('keeps senders apart from each other', () => {
    const spacing = new Spacing();
    spacing.take('12345', 1, 1, 0);
    expect(spacing.take('54321', 1, 1, 0)).toBe(0);
  });

  it('never lets more than the contract go within any second, however late slots bunch up and texts begin', () => {
    const text = fc.record({
      late: fc.integer({ min: 0, max: 400 }),
      begins: fc.integer({ min: 0, max: BEGIN_WITHIN_MS }),
      segments: fc.integer({ min: 1, max: 7 }),
    });
    const story = fc.array(text, { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(story, fc.constantFrom(7, 10, 40, 100, 300), (texts, contract) => {
        const arrivals = texts
          .map(({ late, segments }, i) => ({ atMs: (i * 1000) / (contract * 0.95) + late, segments }))
          .sort((a, b) => a.atMs - b.atMs);
        const left = departures(arrivals, contract)
          .map(({ atMs, segments }, i) => ({ atMs: atMs + texts[i]!.begins, segments }))
          .sort((a, b) => a.atMs - b.atMs);
        let within = 0;
        for (let from = 0, to = 0; to < left.length; to += 1) {
          within += left[to]!.segments;
          for (; left[to]!.atMs - left[from]!.atMs >= 1000; from += 1) within -= left[from]!.segments;
          expect(within).toBeLessThanOrEqual(contract);
        }
      }),
    );
  });
});
