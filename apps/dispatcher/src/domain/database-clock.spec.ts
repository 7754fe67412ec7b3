import fc from 'fast-check';
import { DatabaseClock } from './database-clock.js';

const AHEAD = 1_700_000_000_000;

/** A clock that read answers, each so late, a tenth of a second apart. */
function read(clock: DatabaseClock, latenesses: readonly number[], fromMs = 0, ahead = AHEAD): DatabaseClock {
  latenesses.forEach((late, i) => clock.note(ahead + fromMs + i * 100, fromMs + i * 100 + late));
  return clock;
}

describe("the database's clock, read by its answers", () => {
  it('goes by the quickest answer, and a late one moves no slot', () => {
    const clock = read(new DatabaseClock(), [3, 1, 400]);
    expect(clock.localOf(AHEAD + 5_000)).toBe(5_001);
  });

  it('forgets an answer after a while, so that clocks may drift', () => {
    const clock = read(new DatabaseClock(), [1]);
    read(clock, [2], 15_000);
    expect(clock.localOf(AHEAD)).toBe(1);
    read(clock, [2], 30_000);
    expect(clock.localOf(AHEAD)).toBe(2);
  });

  it('follows a step back of the database within its memory', () => {
    const clock = read(new DatabaseClock(), [1]);
    for (let at = 10_000; at <= 40_000; at += 1_000) read(clock, [1], at, AHEAD - 60_000);
    expect(clock.localOf(AHEAD - 60_000)).toBe(1);
  });

  it('lets slots lie ahead while answers are late, not for a single late one', () => {
    const clock = read(new DatabaseClock(), [1, 2, 1, 90, 1]);
    expect(clock.leadMs(45)).toBe(0);
    read(clock, Array<number>(30).fill(90), 1_000);
    expect(clock.leadMs(45)).toBeGreaterThan(85);
    expect(clock.leadMs(45)).toBeLessThanOrEqual(95);
    expect(clock.leadMs(300)).toBe(0);
    read(clock, Array<number>(30).fill(2), 4_000);
    expect(clock.leadMs(45)).toBe(0);
  });

  it('agrees with the clock of another replica to within what their quickest answers differ', () => {
    const latenesses = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 90 });
    fc.assert(
      fc.property(latenesses, latenesses, (mine, theirs) => {
        const [a, b] = [mine, theirs].map((late) => read(new DatabaseClock(), late).localOf(AHEAD)) as [
          number,
          number,
        ];
        expect(Math.abs(a - b)).toBe(Math.abs(Math.min(...mine) - Math.min(...theirs)));
      }),
    );
  });
});
