import { Injectable } from '@nestjs/common';
import { Clock } from '@parley/platform';
import { growthOf, type DayOfChanges, type ProgramGrowth } from './domain/program-growth.js';
import { ProgramGrowthStore } from './program-growth.store.js';

const DAY_MS = 86_400_000;
/** Entries are written when they are honoured; what is of these last days may still come, as clocks differ. */
const OPEN_DAYS = 2;

/** How programs grew. The days that are over are read once and kept: afterwards a look costs what is new. */
@Injectable()
export class ProgramGrowthView {
  private over: { readonly changes: readonly DayOfChanges[]; readonly until: string | undefined } = {
    changes: [],
    until: undefined,
  };

  constructor(
    private readonly store: ProgramGrowthStore,
    private readonly clock: Clock,
  ) {}

  /** Of so many days, today (UTC) the last. */
  async growth(days: number): Promise<ProgramGrowth[]> {
    return growthOf(await this.changes(), this.dayAt(0), days);
  }

  private async changes(): Promise<readonly DayOfChanges[]> {
    const { changes, until } = this.over;
    const open = this.dayAt(OPEN_DAYS - 1);
    const all = [...changes, ...(await this.store.changes(until))];
    this.over = { changes: all.filter(({ day }) => day < open), until: open };
    return all;
  }

  private dayAt(daysAgo: number): string {
    return new Date(this.clock.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);
  }
}
