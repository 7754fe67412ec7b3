/** A text that was counted begins within this, ms, or it is counted anew: its first byte is never later. */
export const BEGIN_WITHIN_MS = 30;
/** A second, the time to begin, and 20 ms by which a text's way to the carrier may take longer than another's. */
const WINDOW_MS = 1_000 + BEGIN_WITHIN_MS + 20;

interface Left {
  readonly atMs: number;
  segments: number;
}

/** What left lately for one sender, oldest first from `first` on. */
interface Recent {
  left: Left[];
  first: number;
  segments: number;
}

/**
 * Counts a sender's texts at the moment they leave: no sliding second holds more than the contract, whatever made
 * slots bunch up (a late answer of the database shifts all slots of its claim, a busy event loop those of a moment).
 */
export class Spacing {
  private readonly bySender = new Map<string, Recent>();

  /**
   * Takes the text's place in the sender's last second, or says how long to wait for it.
   * @param segmentsPerSecond the contract; a text longer than that goes alone
   * @param nowMs a clock that never goes back
   * @returns 0: go now; else ms to wait before asking again
   */
  take(sender: string, segments: number, segmentsPerSecond: number, nowMs: number): number {
    let recent = this.bySender.get(sender);
    if (recent === undefined) this.bySender.set(sender, (recent = { left: [], first: 0, segments: 0 }));
    for (let oldest = recent.left[recent.first]; oldest !== undefined && oldest.atMs <= nowMs - WINDOW_MS;) {
      recent.segments -= oldest.segments;
      recent.first += 1;
      oldest = recent.left[recent.first];
    }
    if (recent.first > 1_024) {
      recent.left = recent.left.slice(recent.first);
      recent.first = 0;
    }
    if (recent.segments > 0 && recent.segments + segments > segmentsPerSecond) {
      return Math.max(1, recent.left[recent.first]!.atMs + WINDOW_MS - nowMs);
    }
    recent.left.push({ atMs: nowMs, segments });
    recent.segments += segments;
    return 0;
  }

  /** A text that was counted at `atMs` has not begun after all: its place is free again. */
  giveBack(sender: string, segments: number, atMs: number): void {
    const recent = this.bySender.get(sender);
    const left = recent?.left.findLast((one) => one.atMs === atMs && one.segments === segments);
    // Counted out of the second already, and taken off there; else its segments go and its moment stays.
    if (!recent || !left || recent.left.indexOf(left) < recent.first) return;
    recent.segments -= segments;
    left.segments = 0;
  }
}
