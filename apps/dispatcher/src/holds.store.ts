import type { Statement } from '@parley/persistence';
import type { Hold } from './domain/hold.js';

/** Senders and campaigns that are paused; the claim and the campaigns' steps read them. */
export abstract class HoldsStore {
  /** Keeps orders; of several about the same the one stands that `standing` of the domain says. */
  abstract keep(orders: readonly Hold[]): readonly Statement[];
  /**
   * Ends at most so many texts of each that expired while they waited: nothing is claimed, so nobody else finds out.
   * Each is looked through once a minute, and again at once while there are more. @returns how many
   */
  abstract endExpired(most: number): Promise<number>;
  /**
   * How many are paused now. A campaign of which nothing waits counts for none: its hold stays, as a stream may bring
   * more of it, but nobody has to look.
   */
  abstract count(): Promise<{ senders: number; campaigns: number }>;
}
