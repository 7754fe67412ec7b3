import fc from 'fast-check';
import {
  answerMsAt,
  healthAt,
  LEAST_HEALTH,
  noteAttempt,
  UNTRIED,
  type CarrierHealth,
} from './carrier-health.js';
import { orderCarriers, sharesOf, type Candidate } from './choose-carrier.js';
import type { Attempted } from './settle-send.js';

const TWO: readonly Candidate[] = [
  { carrier: 'twilio', weight: 70, health: 1 },
  { carrier: 'vonage', weight: 30, health: 1 },
];

function shares(...changed: Partial<Candidate>[]): Record<string, number> {
  const candidates = TWO.map((each, i) => ({ ...each, ...changed[i] }));
  return Object.fromEntries(sharesOf(candidates).map(({ carrier, share }) => [carrier, share]));
}

/** Draws that are spread evenly over 0 to 1. */
const draws = (n: number): number[] => Array.from({ length: n }, (_, i) => (i + 0.5) / n);

describe("a carrier's share", () => {
  it('is its weight where all are well', () => {
    expect(shares()).toEqual({ twilio: 0.7, vonage: 0.3 });
    expect(shares({ answerMs: 80 }, { answerMs: 200 })).toEqual({ twilio: 0.7, vonage: 0.3 });
  });

  it('falls with its health, and goes to the other', () => {
    expect(shares({ health: 0.5 }).twilio).toBeCloseTo(35 / 65);
    expect(shares({ health: LEAST_HEALTH }).vonage).toBeCloseTo(30 / 33.5);
  });

  it('falls where it answers far slower than the other', () => {
    expect(shares({ answerMs: 5500 }, { answerMs: 50 }).twilio).toBeCloseTo(7 / 37);
  });

  it('is theirs by weight when all are ill', () => {
    expect(shares({ health: LEAST_HEALTH }, { health: LEAST_HEALTH }).twilio).toBeCloseTo(0.7);
  });

  it('is what the draws come to, and never nothing, whatever the weights and healths', () => {
    const candidate = fc.record({
      weight: fc.integer({ min: 1, max: 1000 }),
      health: fc.double({ min: LEAST_HEALTH, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(candidate, { minLength: 1, maxLength: 8 }), (several) => {
        const given = sharesOf(several.map((each, i) => ({ ...each, carrier: `c${i}` })));
        const all = draws(4000).map((draw) => orderCarriers(given, draw)[0]);
        for (const { carrier, share } of given) {
          expect(share).toBeGreaterThan(0);
          const drawn = all.filter((each) => each === carrier).length / all.length;
          expect(Math.abs(drawn - share)).toBeLessThan(0.001);
        }
      }),
    );
  });
});

describe('the order in which carriers are asked', () => {
  it('begins with the one that was drawn, and names each once, the others by their shares', () => {
    const three = sharesOf([...TWO, { carrier: 'telnyx', weight: 100, health: 1 }]);
    expect(orderCarriers(three, 0)).toEqual(['twilio', 'telnyx', 'vonage']);
    expect(orderCarriers(three, 0.36)).toEqual(['vonage', 'telnyx', 'twilio']);
    expect(orderCarriers(three, 1)).toEqual(['telnyx', 'twilio', 'vonage']);
    expect(orderCarriers([], 0.5)).toEqual([]);
  });
});

describe('a carrier that fails and comes back, at 20 texts/s', () => {
  const submitted: Attempted = { kind: 'submitted', carrierMessageId: 'c' };
  const down: Attempted = { kind: 'failed', code: 'CARRIER_DOWN' };

  /** What share of the texts `twilio` got in each 10 s, while it fails from 10 to 40 s. */
  function played(): number[] {
    const seen: Record<string, CarrierHealth> = { twilio: UNTRIED, vonage: UNTRIED };
    const got: number[] = Array.from({ length: 9 }, () => 0);
    let draw = 0;
    for (let ms = 0; ms < 90_000; ms += 50) {
      const candidates = TWO.map((each) => {
        const health = seen[each.carrier]!;
        return { ...each, health: healthAt(health, ms), answerMs: answerMsAt(health, ms) };
      });
      draw = (draw + 0.6180339887) % 1; // spread evenly, and the same each time
      const carrier = orderCarriers(sharesOf(candidates), draw)[0]!;
      const fails = carrier === 'twilio' && ms >= 10_000 && ms < 40_000;
      if (carrier === 'twilio') got[Math.floor(ms / 10_000)]! += 1 / 200;
      seen[carrier] = noteAttempt(seen[carrier]!, fails ? down : submitted, 100, ms);
    }
    return got;
  }

  it('loses its share at once but for a trickle, and gets all of it again within half a minute', () => {
    const [before, falling, down1, down2, coming, , , , after] = played();
    expect(before).toBeCloseTo(0.7, 1);
    expect(falling).toBeLessThan(0.25);
    for (const trickle of [down1!, down2!]) {
      expect(trickle).toBeGreaterThan(0.02);
      expect(trickle).toBeLessThan(0.25);
    }
    expect(coming).toBeGreaterThan(down2!);
    expect(coming).toBeLessThan(0.65);
    expect(after).toBeCloseTo(0.7, 1);
  });
});
