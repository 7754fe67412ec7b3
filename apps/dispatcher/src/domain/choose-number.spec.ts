import fc from 'fast-check';
import { chooseNumber, WAITING_HALVES_S, weightOf, type Candidate } from './choose-number.js';

function candidate(number: string, changed: Partial<Candidate> = {}): Candidate {
  return { number, segmentsPerSecond: 1, waiting: 0, near: false, draw: 0.5, ...changed };
}

/** A generator of 0 to 1 that is the same in each run (mulberry32). */
function draws(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const numbers = fc.array(
  fc.record({
    segmentsPerSecond: fc.double({ min: 0.1, max: 100, noNaN: true }),
    waiting: fc.integer({ min: 0, max: 2000 }),
    draw: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    near: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
);
const named = (drawn: readonly Omit<Candidate, 'number'>[]): Candidate[] =>
  drawn.map((each, i) => ({ number: String(10_000 + i), ...each }));

describe('which number of a pool a new person gets', () => {
  it('is none of none, and the one of one', () => {
    expect(chooseNumber([])).toBeUndefined();
    expect(chooseNumber([candidate('11111', { draw: 0 })])).toBe('11111');
  });

  it('is one of their country, where the pool has any', () => {
    const far = candidate('+442071838750', { segmentsPerSecond: 1000, draw: 0.999 });
    expect(chooseNumber([far, candidate('+14155550100', { near: true, draw: 0.001 })])).toBe('+14155550100');
    expect(chooseNumber([far, candidate('+14155550100', { draw: 0.001 })])).toBe('+442071838750');
  });

  it('is the same for the same person, in whatever order the numbers stand', () => {
    fc.assert(
      fc.property(numbers, (drawn) => {
        const candidates = named(drawn);
        expect(chooseNumber(candidates.toReversed())).toBe(chooseNumber(candidates));
      }),
    );
  });

  it('changes for nobody but those whose number is taken away', () => {
    fc.assert(
      fc.property(numbers, fc.nat(), (drawn, at) => {
        const candidates = named(drawn).map((each) => ({ ...each, near: false }));
        const gone = candidates[at % candidates.length]!.number;
        const before = chooseNumber(candidates);
        fc.pre(before !== gone);
        expect(chooseNumber(candidates.filter(({ number }) => number !== gone))).toBe(before);
      }),
    );
  });

  it('spreads people by the contracts', () => {
    const draw = draws(20_261_126);
    const contracts = { '10001': 1, '10002': 3, '10003': 6 };
    const given: Record<string, number> = { '10001': 0, '10002': 0, '10003': 0 };
    for (let i = 0; i < 10_000; i += 1) {
      const candidates = Object.entries(contracts).map(([number, segmentsPerSecond]) =>
        candidate(number, { segmentsPerSecond, draw: draw() }),
      );
      given[chooseNumber(candidates)!]! += 1;
    }
    for (const [number, contract] of Object.entries(contracts))
      expect(Math.abs(given[number]! / 10_000 - contract / 10)).toBeLessThan(0.02);
  });

  it('weighs half where half a minute of texts waits', () => {
    expect(weightOf({ segmentsPerSecond: 4, waiting: 0 })).toBe(4);
    expect(weightOf({ segmentsPerSecond: 4, waiting: 4 * WAITING_HALVES_S })).toBe(2);
  });
});
