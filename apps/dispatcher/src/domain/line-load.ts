const BUCKET_MS = 500;
/**
 * Of the answers that come until a text would be late, so many are counted on: what waits in vain is given back and
 * claimed anew, at the same cost again (at 1.5 and a tight pace, nearly half was). A line that gets faster is used all the same,
 * as the next claim comes long before what this one took is gone.
 */
const SURE = 0.8;
/** The share of the width that is worth a claim, at least. */
const WORTH = 0.25;

/**
 * How busy the line to a carrier is: what is claimed and waits to begin, what waits for the carrier's answer, and how fast
 * answers come. A text is claimed only if the line will be free at its slot, or its slot would pass unused.
 */
export class LineLoad {
  private waiting = 0;
  private begun = 0;
  private bucketMs = -Infinity;
  private answers = 0;
  private answersBefore = 0;

  /** @param width how many texts may wait for an answer at once */
  constructor(private readonly width: number) {}

  /** A text is claimed: it will want the line at its slot. */
  wait(): void {
    this.waiting += 1;
  }

  /** It will not begin. */
  leave(): void {
    this.waiting -= 1;
  }

  /** Whether another text can begin now. */
  get free(): boolean {
    return this.begun < this.width;
  }

  /** It is handed to the carrier. */
  begin(): void {
    this.waiting -= 1;
    this.begun += 1;
  }

  /** Its answer came, or none will. */
  end(nowMs: number): void {
    this.begun -= 1;
    this.turn(nowMs);
    this.answers += 1;
  }

  /**
   * How many more texts to claim: those that will find the line free in time. What is free now, and what answers come
   * until the last of them would be late. 0 where it is not worth a claim.
   * @param spacingMs from one slot to the next
   * @param lateMs how late for its slot a text may be
   */
  room(spacingMs: number, lateMs: number, nowMs: number): number {
    this.turn(nowMs);
    const perMs = (SURE * Math.max(this.answers, this.answersBefore)) / BUCKET_MS;
    const free = this.width - this.begun - this.waiting;
    const room = (free + perMs * lateMs) / (1 - Math.min(0.9, perMs * spacingMs));
    return room < this.width * WORTH ? 0 : Math.floor(room);
  }

  private turn(nowMs: number): void {
    if (nowMs - this.bucketMs < BUCKET_MS) return;
    this.answersBefore = nowMs - this.bucketMs < 2 * BUCKET_MS ? this.answers : 0;
    this.answers = 0;
    this.bucketMs = nowMs;
  }
}
