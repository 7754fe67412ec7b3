const windowMs = 1_000;

/** Lets through at most `rate` segments in any sliding second. What is refused does not count. */
export class SlidingLimit {
  private times: number[] = [];
  private counts: number[] = [];
  private oldest = 0;
  private used = 0;

  constructor(private readonly rate: number) {}

  take(segments: number, nowMs: number): boolean {
    while (this.oldest < this.times.length && (this.times[this.oldest] ?? 0) <= nowMs - windowMs) {
      this.used -= this.counts[this.oldest++] ?? 0;
    }
    if (this.oldest > 1_024) {
      this.times = this.times.slice(this.oldest);
      this.counts = this.counts.slice(this.oldest);
      this.oldest = 0;
    }
    if (this.used + segments > this.rate) return false;
    this.times.push(nowMs);
    this.counts.push(segments);
    this.used += segments;
    return true;
  }
}
