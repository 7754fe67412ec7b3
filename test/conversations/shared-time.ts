interface Waiting {
  readonly atMs: number;
  go(): void;
  fail(error: unknown): void;
}

/**
 * The time of conversations that are played side by side in one house, whose clock is one for all: each begins at 0
 * and waits for its own moments, and the clock moves to the nearest of them once every conversation waits or is over.
 */
export class SharedTime {
  private readonly waiting = new Set<Waiting>();
  private playing = 0;
  private nowMs = 0;
  private isMoving = false;

  /** @param move moves the house's clock to so many ms after the beginning; what it returns is awaited */
  constructor(private readonly move: (ms: number) => void | Promise<void>) {}

  /** Plays one conversation; its time passes by the function that it is given. */
  async play<T>(conversation: (pass: (ms: number) => Promise<void>) => Promise<T>): Promise<T> {
    let atMs = this.nowMs;
    this.playing += 1;
    try {
      return await conversation((ms) => this.until((atMs += ms)));
    } finally {
      this.playing -= 1;
      this.moveOnSoon();
    }
  }

  private until(atMs: number): Promise<void> {
    return new Promise((go, fail) => {
      this.waiting.add({ atMs, go, fail });
      this.moveOnSoon();
    });
  }

  // Not before those who begin in the same breath have begun, and those who were let go have gone on.
  private moveOnSoon(): void {
    setImmediate(() => void this.moveOn());
  }

  private async moveOn(): Promise<void> {
    if (this.isMoving || this.waiting.size === 0 || this.waiting.size < this.playing) return;
    this.nowMs = Math.min(...[...this.waiting].map(({ atMs }) => atMs));
    this.isMoving = true;
    try {
      await this.move(this.nowMs);
    } catch (error) {
      for (const one of this.waiting) one.fail(error);
      this.waiting.clear();
      return;
    } finally {
      this.isMoving = false;
    }
    for (const one of [...this.waiting]) {
      if (one.atMs > this.nowMs) continue;
      this.waiting.delete(one);
      one.go();
    }
  }
}
