/** Sends of one sender from this replica stay so close to its contract: 2% below, so that no second holds one more. */
const SHARE = 0.98;
/** What a timer may be early by, ms. */
const NEARLY_MS = 1;

/**
 * Keeps a sender's texts apart at the moment they leave. Slots are apart already, but whoever is late bunches up
 * with the next: a late answer of the database shifts all slots of its claim, a busy event loop those of a moment.
 */
export class Spacing {
  private readonly freeAt = new Map<string, number>();

  /**
   * Takes the next place in the sender's row, or says how long to wait for it.
   * @param segmentsPerSecond the contract
   * @param nowMs a clock that never goes back
   * @returns 0: go now; else ms to wait before asking again
   */
  take(sender: string, segments: number, segmentsPerSecond: number, nowMs: number): number {
    const free = this.freeAt.get(sender) ?? 0;
    if (free > nowMs + NEARLY_MS) return free - nowMs;
    this.freeAt.set(sender, Math.max(free, nowMs) + (segments * 1000) / (segmentsPerSecond * SHARE));
    return 0;
  }
}
