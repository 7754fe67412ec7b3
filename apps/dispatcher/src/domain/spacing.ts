/** A text that was counted begins within this, ms, or it is counted anew: its first byte is never later. */
export const BEGIN_WITHIN_MS = 30;
/** And within this where the sender is far below its contract: a busy machine then costs no second attempt. */
export const ROOMY_BEGIN_WITHIN_MS = 250;
/** That is while no more than this share of the contract is counted. */
const ROOMY_SHARE = 0.5;
/** A second, and 20 ms by which a text's way to the carrier may take longer than another's. */
const WINDOW_MS = 1_000 + 20;

interface Left {
  readonly atMs: number;
  /** From then on no second that it may have begun in is still open, however late it began. */
  readonly untilMs: number;
  segments: number;
}

/** A text's place in its sender's last second, or how long to wait for one. */
export type Place = { readonly beginWithinMs: number } | { readonly waitMs: number };

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
   * Takes the text's place in the sender's last second: its first byte leaves within `beginWithinMs`, or it is given
   * back. What may begin later is counted longer, so whatever begins within one second was counted when the last of it
   * was. Or says how long to wait before asking again.
   * @param segmentsPerSecond the contract; a text longer than that goes alone
   * @param nowMs a clock that never goes back
   */
  take(sender: string, segments: number, segmentsPerSecond: number, nowMs: number): Place {
    let recent = this.bySender.get(sender);
    if (recent === undefined) this.bySender.set(sender, (recent = { left: [], first: 0, segments: 0 }));
    for (let oldest = recent.left[recent.first]; oldest !== undefined && oldest.untilMs <= nowMs;) {
      recent.segments -= oldest.segments;
      recent.first += 1;
      oldest = recent.left[recent.first];
    }
    if (recent.first > 1_024) {
      recent.left = recent.left.slice(recent.first);
      recent.first = 0;
    }
    const counted = recent.segments + segments;
    if (recent.segments > 0 && counted > segmentsPerSecond) {
      return { waitMs: Math.max(1, recent.left[recent.first]!.untilMs - nowMs) };
    }
    const roomy = counted <= segmentsPerSecond * ROOMY_SHARE;
    const beginWithinMs = roomy ? ROOMY_BEGIN_WITHIN_MS : BEGIN_WITHIN_MS;
    recent.left.push({ atMs: nowMs, untilMs: nowMs + beginWithinMs + WINDOW_MS, segments });
    recent.segments = counted;
    return { beginWithinMs };
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
