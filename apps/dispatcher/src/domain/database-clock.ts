/** How long an answer counts for the offset, ms: two clocks drift apart by less than 1 ms in it. */
const WINDOW_MS = 10_000;
/** The share of a text's lateness that may be used up before its slot is read. */
const BORNE = 1 / 3;
const MOST_LEAD_MS = 1_000;

/**
 * The database's clock as one process reads it. An answer comes late by a way that is never the same twice, so the
 * quickest of the last answers says how far the two clocks are apart; every replica does so, and their slots agree
 * to within what their quickest answers differ.
 */
export class DatabaseClock {
  private since = -Infinity;
  private least = Infinity;
  private leastBefore = Infinity;
  private behindMs = 0;
  private spreadMs = 0;

  /**
   * An answer came.
   * @param databaseMs the database's clock when it was asked
   * @param nowMs ours as the answer is read; a clock that never goes back
   */
  note(databaseMs: number, nowMs: number): void {
    if (nowMs - this.since >= WINDOW_MS) {
      this.leastBefore = nowMs - this.since < 2 * WINDOW_MS ? this.least : Infinity;
      this.least = Infinity;
      this.since = nowMs;
    }
    this.least = Math.min(this.least, nowMs - databaseMs);
    const lateMs = nowMs - this.localOf(databaseMs);
    this.spreadMs += (Math.abs(lateMs - this.behindMs) - this.spreadMs) / 5;
    this.behindMs += (lateMs - this.behindMs) / 5;
  }

  /** Our clock at a moment of the database's, ms. */
  localOf(databaseMs: number): number {
    return databaseMs + Math.min(this.least, this.leastBefore);
  }

  /**
   * How far ahead of the database's clock the first slot of a claim has to lie, ms: 0 unless answers are so late
   * now that slots would have passed when they are read; then so far that most slots are still to come.
   * @param latenessMs how late for its slot a text may be
   */
  leadMs(latenessMs: number): number {
    return this.behindMs <= latenessMs * BORNE ? 0 : Math.min(MOST_LEAD_MS, this.behindMs + this.spreadMs);
  }
}
