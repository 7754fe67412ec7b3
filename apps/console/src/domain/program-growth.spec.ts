import fc from 'fast-check';
import { growthOf, type DayOfChanges } from './program-growth.js';

const change = (program: string, day: string, more: Partial<DayOfChanges>): DayOfChanges => ({
  ...{ sender: '12345', program, day, in: 0, pending: 0, out: 0 },
  ...more,
});

describe('the growth of a program', () => {
  it('adds up what was before, and fills in days without changes', () => {
    const changes = [
      change('club', '2026-11-24', { in: -1, out: 1 }),
      change('club', '2026-11-01', { in: 10, pending: 2 }),
      change('news', '2026-11-25', { in: 20 }),
    ];
    expect(growthOf(changes, '2026-11-25', 3)).toEqual([
      {
        ...{ sender: '12345', program: 'news' },
        days: [
          { day: '2026-11-23', in: 0, pending: 0, out: 0 },
          { day: '2026-11-24', in: 0, pending: 0, out: 0 },
          { day: '2026-11-25', in: 20, pending: 0, out: 0 },
        ],
      },
      {
        ...{ sender: '12345', program: 'club' },
        days: [
          { day: '2026-11-23', in: 10, pending: 2, out: 0 },
          { day: '2026-11-24', in: 9, pending: 2, out: 1 },
          { day: '2026-11-25', in: 9, pending: 2, out: 1 },
        ],
      },
    ]);
  });

  it('ends with the sum of all changes, however far back one looks', () => {
    const day = fc.integer({ min: 1, max: 25 }).map((of) => `2026-11-${String(of).padStart(2, '0')}`);
    const changes = fc.array(fc.tuple(day, fc.integer({ min: -5, max: 9 })), { minLength: 1 });
    fc.assert(
      fc.property(changes, fc.integer({ min: 7, max: 40 }), (some, days) => {
        const [grown] = growthOf(
          some.map(([of, people]) => change('club', of, { in: people })),
          '2026-11-25',
          days,
        );
        expect(grown!.days).toHaveLength(days);
        expect(grown!.days.at(-1)!.in).toBe(some.reduce((sum, [, people]) => sum + people, 0));
      }),
    );
  });
});
