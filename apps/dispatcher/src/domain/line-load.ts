const BUCKET_MS = 500;

/**
 * How busy the line to a carrier is: what waits for its slot, what waits for the carrier's answer, and how fast
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

  /** A text was claimed and waits for its slot. */
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

  /** How many more texts to claim for the next `aheadMs`: what is free, and twice the answers that will come. */
  room(aheadMs: number, nowMs: number): number {
    this.turn(nowMs);
    const perMs = Math.max(this.answers, this.answersBefore) / BUCKET_MS;
    return Math.max(0, Math.floor(this.width + 2 * perMs * aheadMs) - this.begun - this.waiting);
  }

  private turn(nowMs: number): void {
    if (nowMs - this.bucketMs < BUCKET_MS) return;
    this.answersBefore = nowMs - this.bucketMs < 2 * BUCKET_MS ? this.answers : 0;
    this.answers = 0;
    this.bucketMs = nowMs;
  }
}
