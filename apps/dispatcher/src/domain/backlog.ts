/** So long has a sender been behind before its pace is used to the last: a burst is over sooner. ms */
const LASTS_AFTER_MS = 1_000;
/** So long it counts as behind after it was, ms. */
const OVER_AFTER_MS = 5_000;

/** Whether more of a sender's texts wait than its pace lets go, and not only for a moment. */
export class Backlog {
  private since: number | undefined;
  private lastedAt = -Infinity;

  /**
   * A claim was made.
   * @param behind whether it left texts behind for want of slots
   * @param nowMs a clock that never goes back
   */
  note(behind: boolean, nowMs: number): void {
    if (!behind) this.since = undefined;
    else if (nowMs - (this.since ??= nowMs) >= LASTS_AFTER_MS) this.lastedAt = nowMs;
  }

  lasts(nowMs: number): boolean {
    return nowMs - this.lastedAt < OVER_AFTER_MS;
  }
}
