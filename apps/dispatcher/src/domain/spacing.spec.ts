import fc from 'fast-check';
import { BEGIN_WITHIN_MS, ROOMY_BEGIN_WITHIN_MS, Spacing } from './spacing.js';

interface Departure {
  readonly atMs: number;
  readonly segments: number;
  /** Of the time that it has to begin, the share that it takes. */
  readonly begins: number;
}

/** Sends each text as soon as it is there and spacing allows it; each begins as late as it says. */
function departures(arrivals: readonly Departure[], contract: number): Omit<Departure, 'begins'>[] {
  const spacing = new Spacing();
  let clock = 0;
  return arrivals.map(({ atMs, segments, begins }) => {
    clock = Math.max(clock, atMs);
    for (;;) {
      const place = spacing.take('12345', segments, contract, clock);
      if ('beginWithinMs' in place) return { atMs: clock + begins * place.beginWithinMs, segments };
      clock += Math.ceil(place.waitMs);
    }
  });
}

function inTime(a: { atMs: number }, b: { atMs: number }): number {
  return a.atMs - b.atMs;
}

/** The most segments within any second, open at one end. */
function fullestSecond(left: readonly Omit<Departure, 'begins'>[]): number {
  let [within, most, from] = [0, 0, 0];
  const sorted = left.toSorted(inTime);
  for (const { atMs, segments } of sorted) {
    within += segments;
    for (; atMs - sorted[from]!.atMs >= 1000; from += 1) within -= sorted[from]!.segments;
    most = Math.max(most, within);
  }
  return most;
}

/** How long texts have to begin, or, below 0, how long they have to wait. */
function takes(spacing: Spacing, sender: string, segments: number, contract: number, nowMs: number): number {
  const place = spacing.take(sender, segments, contract, nowMs);
  return 'waitMs' in place ? -place.waitMs : place.beginWithinMs;
}

describe('spacing of sends at the moment they leave', () => {
  it('lets texts go until a second holds the contract, and the next when the first is a second ago', () => {
    const spacing = new Spacing();
    expect([1, 2, 3].map(() => takes(spacing, '12345', 1, 3, 1000))).toEqual([
      ROOMY_BEGIN_WITHIN_MS,
      ...[BEGIN_WITHIN_MS, BEGIN_WITHIN_MS],
    ]);
    expect(takes(spacing, '12345', 1, 3, 1500)).toBe(-770);
    expect(takes(spacing, '12345', 1, 3, 2270)).toBe(ROOMY_BEGIN_WITHIN_MS);
  });

  it('gives texts more time to begin while no more than half of the contract is counted', () => {
    const spacing = new Spacing();
    const given = Array.from({ length: 10 }, () => takes(spacing, '12345', 1, 10, 1000));
    expect(given).toEqual([
      ...Array<number>(5).fill(ROOMY_BEGIN_WITHIN_MS),
      ...Array<number>(5).fill(BEGIN_WITHIN_MS),
    ]);
    expect(takes(spacing, '12345', 1, 10, 1000)).toBeLessThan(0);
  });

  it('counts all segments of a text, and lets one that fits into no second go alone', () => {
    const spacing = new Spacing();
    expect(takes(spacing, '12345', 3, 2, 0)).toBeGreaterThan(0);
    expect(takes(spacing, '12345', 1, 2, 100)).toBeLessThan(0);
  });

  it('gives back the place of a text that has not begun, once', () => {
    const spacing = new Spacing();
    for (const _ of [1, 2]) spacing.take('12345', 1, 2, 1000);
    spacing.giveBack('12345', 1, 1000);
    expect(takes(spacing, '12345', 1, 2, 1010)).toBe(BEGIN_WITHIN_MS);
    expect(takes(spacing, '12345', 1, 2, 1010)).toBeLessThan(0);
    spacing.giveBack('12345', 1, 990);
    expect(takes(spacing, '12345', 1, 2, 1010)).toBeLessThan(0);
  });

  it('lets nothing of what was counted out be given back', () => {
    const spacing = new Spacing();
    spacing.take('12345', 2, 2, 1000);
    expect(takes(spacing, '12345', 2, 2, 2100)).toBe(BEGIN_WITHIN_MS);
    spacing.giveBack('12345', 2, 1000);
    expect(takes(spacing, '12345', 1, 2, 2100)).toBeLessThan(0);
  });

  it('keeps senders apart from each other', () => {
    const spacing = new Spacing();
    spacing.take('12345', 1, 1, 0);
    expect(takes(spacing, '54321', 1, 1, 0)).toBe(BEGIN_WITHIN_MS);
  });

  it('never lets more than the contract go within any second, however late slots bunch up and texts begin', () => {
    const text = fc.record({
      late: fc.integer({ min: 0, max: 400 }),
      begins: fc.double({ min: 0, max: 1, noNaN: true }),
      segments: fc.integer({ min: 1, max: 7 }),
    });
    const story = fc.array(text, { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(story, fc.constantFrom(7, 10, 40, 100, 300), (texts, contract) => {
        const arrivals = texts.map(({ late, ...text }, i) => ({
          ...text,
          atMs: (i * 1000) / (contract * 0.95) + late,
        }));
        expect(fullestSecond(departures(arrivals.sort(inTime), contract))).toBeLessThanOrEqual(contract);
      }),
    );
  });

  it('nor where what was counted in a quiet moment begins late, into a burst', () => {
    const text = fc.record({
      begins: fc.constantFrom(0, 0, 0.5, 1),
      segments: fc.integer({ min: 1, max: 2 }),
    });
    const burst = fc.record({
      afterMs: fc.integer({ min: 0, max: 1_400 }),
      texts: fc.array(text, { minLength: 1, maxLength: 14 }),
    });
    fc.assert(
      fc.property(
        fc.array(burst, { minLength: 2, maxLength: 12 }),
        fc.integer({ min: 2, max: 10 }),
        (bursts, contract) => {
          let atMs = 0;
          const arrivals = bursts.flatMap(({ afterMs, texts }) => {
            atMs += afterMs;
            return texts.map((each) => ({ ...each, atMs }));
          });
          expect(fullestSecond(departures(arrivals, contract))).toBeLessThanOrEqual(contract);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
