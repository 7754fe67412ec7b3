import type { DayOfChanges } from './domain/program-growth.js';

/** How programs grew, as the ledger tells it. */
export abstract class ProgramGrowthStore {
  /**
   * What changed by day.
   *
   * @param since the first day, `2026-11-25` (UTC); all of them when absent
   */
  abstract changes(since: string | undefined): Promise<DayOfChanges[]>;
}
