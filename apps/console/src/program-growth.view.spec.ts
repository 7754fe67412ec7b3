import type { Clock } from '@parley/platform';
import type { DayOfChanges } from './domain/program-growth.js';
import type { ProgramGrowthStore } from './program-growth.store.js';
import { ProgramGrowthView } from './program-growth.view.js';

const change = (day: string, people: number): DayOfChanges => ({
  ...{ sender: '12345', program: 'club', day, in: people, pending: 0, out: 0 },
});

describe('a look at how programs grew', () => {
  it('reads the days that are over once, and those that may still change each time', async () => {
    const ledger = [change('2026-11-20', 5), change('2026-11-24', 3), change('2026-11-25', 1)];
    const asked: (string | undefined)[] = [];
    const store = {
      changes: async (since: string | undefined) => {
        asked.push(since);
        return ledger.filter(({ day }) => since === undefined || day >= since);
      },
    } as ProgramGrowthStore;
    let nowMs = Date.parse('2026-11-25T23:59:00.000Z');
    const view = new ProgramGrowthView(store, { now: () => nowMs } as Clock);
    const members = async (): Promise<number> => (await view.growth(7))[0]!.days.at(-1)!.in;

    expect(await members()).toBe(9);
    ledger.push(change('2026-11-24', 2)); // an entry of yesterday that was late
    expect(await members()).toBe(11);
    nowMs += 120_000;
    ledger.push(change('2026-11-26', 4));
    expect(await members()).toBe(15);
    expect(asked).toEqual([undefined, '2026-11-24', '2026-11-24']);
    expect(await members()).toBe(15);
    expect(asked.at(-1)).toBe('2026-11-25');
  });
});
