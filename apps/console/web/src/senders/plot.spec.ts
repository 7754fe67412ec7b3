import { HEIGHT, minutesOf, pathOf, plotOf, WIDTH, xOf } from './plot.js';

const until = '2026-11-25T10:10:00.000Z';
const line = (segments: number[], throttled: number[] = segments.map(() => 0)) => ({
  ...{ until, stepS: 5, segments, throttled },
});

describe('the plot of a throughput', () => {
  it('has the contract near its upper edge, and what is beyond it inside too', () => {
    expect(plotOf(line([0, 250, 500]), 100)).toMatchObject({
      ...{ rates: [0, 50, 100], peak: 100 },
      ...{ top: expect.closeTo(110) as number, contractY: 10.9 },
    });
    expect(plotOf(line([1000]), 100).top).toBeCloseTo(220);
  });

  it('leaves the contract out where the line would be flat beside it, and shows it where nothing went', () => {
    expect(plotOf(line([5, 10]), 100)).toMatchObject({ top: 3, contractY: undefined });
    expect(plotOf(line([0, 0]), 100).contractY).toBeDefined();
  });

  it('marks when its carrier throttled', () => {
    const { throttles } = plotOf(line([0, 0, 0, 0], [0, 3, 0, 0]), 10);
    expect(throttles).toEqual([{ x: WIDTH * 0.375, at: Date.parse(until) - 15_000, texts: 3 }]);
  });

  it('goes level by level from the left edge to the right one', () => {
    expect(pathOf([0, 5], 10)).toBe(`M0 ${HEIGHT}H300L300 ${HEIGHT / 2}H${WIDTH}`);
    expect(pathOf([0, 5], 10, true)).toMatch(/H600V120H0Z$/);
    expect([0, 5_000, 10_000, 99_000].map((ago) => xOf(line([0, 0]), Date.parse(until) - ago))).toEqual([
      ...[WIDTH, 300, 0, 0],
    ]);
  });

  it('is told by minute too, the newest first', () => {
    const segments = [...Array<number>(12).fill(5), ...Array<number>(12).fill(10)];
    const throttled = segments.map((_, place) => (place === 3 ? 2 : 0));
    expect(minutesOf(line(segments, throttled))).toEqual([
      { at: Date.parse(until) - 60_000, rate: 2, throttled: 0 },
      { at: Date.parse(until) - 120_000, rate: 1, throttled: 2 },
    ]);
  });
});
