import type { DayOfChanges } from './domain/program-growth.js';

/** How programs grew, as the ledger tells it. */
export abstract class ProgramGrowthStore {
  /** What changed by day; all that was before the last `days` is one entry, of the day before them. */
  abstract changes(days: number): Promise<DayOfChanges[]>;
}
