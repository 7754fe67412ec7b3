import fc from 'fast-check';
import { takeTurns, type Flow, type Head, type Pace } from './turns.js';

const RATE = 100;
const LEASE_MS = 150;

/** A sender that claims every 75 ms of its own time, and the texts that wait at it. */
class Line {
  nowMs = 1_000_000;
  readonly waiting: Head[] = [];
  readonly sent: (Head & { readonly slotMs: number })[] = [];
  private flows: readonly Flow[] = [0, 1, 2, 3].map((lane) => ({ lane, flow: '', start: 0, served: 0 }));
  private pace: Pace = { tatMs: -Infinity, oldUntilMs: {} };
  private seq = 0;

  add(lane: number, flow = '', cost = 1, count = 1): void {
    if (!this.flows.some((one) => one.lane === lane && one.flow === flow))
      this.flows = [...this.flows, { lane, flow, start: 0, served: 0 }];
    for (let i = 0; i < count; i += 1) {
      const seq = (this.seq += 1);
      this.waiting.push({ id: String(seq), lane, flow, cost, dueMs: this.nowMs, seq });
    }
  }

  claim(): void {
    const terms = {
      nowMs: this.nowMs,
      secondsPerSegment: 1 / RATE,
      slackSegments: 5,
      leaseMs: LEASE_MS,
      most: 500,
    };
    const seen = new Map<string, number>();
    const heads = this.waiting.filter(({ lane, flow }) => {
      const before = seen.get(`${lane}/${flow}`) ?? 0;
      seen.set(`${lane}/${flow}`, before + 1);
      return before < 20; // more than a lease holds
    });
    const turns = takeTurns(heads, this.flows, this.pace, terms);
    this.flows = turns.flows;
    this.pace = turns.pace;
    const slots = new Map(turns.taken.map(({ id, slotMs }) => [id, slotMs]));
    for (const head of this.waiting.splice(0)) {
      const slotMs = slots.get(head.id);
      if (slotMs === undefined) this.waiting.push(head);
      else this.sent.push({ ...head, slotMs });
    }
  }

  run(ms: number, meanwhile: () => void = () => undefined): void {
    for (const end = this.nowMs + ms; this.nowMs < end; this.nowMs += 75) {
      meanwhile();
      this.claim();
    }
  }

  segments(of: (head: Head) => boolean): number {
    return this.sent.filter(of).reduce((sum, { cost }) => sum + cost, 0);
  }
}

/** Jain's index: 1 when all have the same. */
function jain(values: readonly number[]): number {
  const sum = values.reduce((a, b) => a + b, 0);
  return sum ** 2 / (values.length * values.reduce((a, b) => a + b ** 2, 0));
}

describe('turns', () => {
  it('go by lane, and a reply finds a lease that bulk has not filled', () => {
    const line = new Line();
    for (const lane of [3, 2, 1, 0]) line.add(lane);
    line.claim();
    expect(line.sent.sort((a, b) => a.slotMs - b.slotMs).map(({ lane }) => lane)).toEqual([0, 1, 2, 3]);
    line.add(3, 'sale', 1, 1000);
    line.claim();
    line.add(1);
    line.claim();
    const reply = line.sent.findLast(({ lane }) => lane === 1)!;
    expect(reply.slotMs - line.nowMs).toBeLessThanOrEqual(LEASE_MS * 0.8 + 10);
  });

  it('are shared alike by campaigns with texts of any length: Jain index of at least 0.95', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(sizes, (costs) => {
        const line = new Line();
        costs.forEach((cost, i) => line.add(3, `c${i}`, cost, 800));
        line.run(10_000);
        const got = costs.map((_, i) => line.segments(({ flow }) => flow === `c${i}`));
        expect(jain(got)).toBeGreaterThanOrEqual(0.95);
        expect(Math.max(...got) - Math.min(...got)).toBeLessThanOrEqual(2 * Math.max(...costs));
      }),
      { numRuns: 30 },
    );
  });

  it('are shared from now on with a campaign that begins later: it makes up for nothing', () => {
    const line = new Line();
    line.add(3, 'old', 1, 2000);
    line.add(3, 'older', 1, 2000);
    line.run(5000);
    const before = line.sent.length;
    line.add(3, 'new', 1, 2000);
    line.run(6000);
    const since = line.sent.slice(before);
    const got = ['old', 'older', 'new'].map((flow) => since.filter((head) => head.flow === flow).length);
    expect(Math.max(...got) - Math.min(...got)).toBeLessThanOrEqual(2);
  });

  it('of replies without end leave bulk and transactional the share of the old, and keep the rest', () => {
    const line = new Line();
    line.add(3, 'sale', 1, 3000);
    line.add(2, '', 1, 3000);
    const flood = (): void => line.add(1, '', 1, 15);
    line.run(59_000, flood);
    expect(line.segments(({ lane }) => lane === 3)).toBe(0);
    line.run(3_000, flood);
    const before = { bulk: line.segments(({ lane }) => lane === 3), all: line.segments(() => true) };
    line.run(20_000, flood);
    const all = line.segments(() => true) - before.all;
    const bulk = line.segments(({ lane }) => lane === 3) - before.bulk;
    expect(bulk / all).toBeGreaterThan(0.09);
    expect(bulk / all).toBeLessThan(0.11);
  });

  it('let no compliance text wait for an old one', () => {
    const line = new Line();
    line.add(3, 'sale', 1, 100);
    line.nowMs += 70_000;
    line.add(1);
    line.add(0);
    line.claim();
    expect(line.sent.sort((a, b) => a.slotMs - b.slotMs).map(({ lane }) => lane)[0]).toBe(0);
  });

  it('leave no slot unused while something waits, and nobody waiting for ever', () => {
    const text = fc.record({
      lane: fc.integer({ min: 0, max: 3 }),
      flow: fc.constantFrom('', 'a', 'b'),
      cost: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 120 }), (texts) => {
        const line = new Line();
        for (const { lane, flow, cost } of texts) line.add(lane, lane < 2 ? '' : flow, cost);
        const segments = texts.reduce((sum, { cost }) => sum + cost, 0);
        line.run((segments / RATE) * 1000 + 75);
        expect(line.waiting).toEqual([]);
        const slots = line.sent.filter(({ cost }) => cost > 0).sort((a, b) => a.slotMs - b.slotMs);
        slots.slice(1).forEach(({ slotMs }, i) => {
          const { slotMs: earlier, cost } = slots[i]!;
          expect(slotMs - earlier).toBeCloseTo((cost * 1000) / RATE, 3);
        });
      }),
    );
  });
});
