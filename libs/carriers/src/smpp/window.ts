interface Outstanding<T> {
  readonly item: T;
  readonly deadlineMs: number;
}

const HIGHEST_SEQUENCE = 0x7fff_ffff;

/**
 * The requests that wait for their response on one link, at most `size` (SMPP 3.4 §2.9). Without a clock of its
 * own: times are ms of whatever clock the caller has. Requests share one time-out, so the oldest is due first.
 */
export class Window<T> {
  private readonly outstanding = new Map<number, Outstanding<T>>();
  private sequence = 0;

  constructor(readonly size: number) {}

  get used(): number {
    return this.outstanding.size;
  }

  get free(): number {
    return this.size - this.outstanding.size;
  }

  /** A sequence number that nothing outstanding has: 1 to 0x7FFFFFFF, then from 1 again (§3.2). */
  nextSequence(): number {
    do this.sequence = this.sequence >= HIGHEST_SEQUENCE ? 1 : this.sequence + 1;
    while (this.outstanding.has(this.sequence));
    return this.sequence;
  }

  /** Notes a request that is about to be written; gives its sequence number. */
  open(item: T, deadlineMs: number): number {
    const sequence = this.nextSequence();
    this.outstanding.set(sequence, { item, deadlineMs });
    return sequence;
  }

  /** The request that a response answers; undefined where it is too late, or answers nothing. */
  close(sequence: number): T | undefined {
    const found = this.outstanding.get(sequence);
    this.outstanding.delete(sequence);
    return found?.item;
  }

  /** Takes out what has waited too long. */
  expired(nowMs: number): T[] {
    const late: T[] = [];
    for (const [sequence, { item, deadlineMs }] of this.outstanding) {
      if (deadlineMs > nowMs) break;
      this.outstanding.delete(sequence);
      late.push(item);
    }
    return late;
  }

  /** Takes out everything: the link is gone, and nobody can know what of it was taken. */
  lose(): T[] {
    const lost = Array.from(this.outstanding.values(), ({ item }) => item);
    this.outstanding.clear();
    return lost;
  }
}
