import type { TextOutcome } from './mo-sender.js';

export type Moment = 'intended' | 'sent' | 'acked' | 'reply';

/** The moments of every conversation of a run, microseconds since the epoch; NaN where one never came. */
export class LoadLog {
  private readonly moments: Record<Moment, Float64Array>;
  private readonly indexes = new Map<string, number>();
  private readonly waiting = new Map<number, () => void>();
  private answers = 0;
  private acks = 0;
  private replies = 0;
  private repeated = 0;
  /** Taken MO without a reply so far. */
  private open = 0;
  private onChange: (() => void) | undefined;

  constructor(
    private readonly total: number,
    from: (index: number) => string,
  ) {
    const none = () => new Float64Array(total).fill(NaN);
    this.moments = { intended: none(), sent: none(), acked: none(), reply: none() };
    for (let index = 0; index < total; index++) this.indexes.set(from(index), index);
    if (this.indexes.size !== total) {
      throw new Error('LOAD_INVALID: every conversation needs a phone number of its own.');
    }
  }

  /** Ingest took or refused an MO. */
  answered(index: number, outcome: TextOutcome, intendedAt = outcome.sentAt): void {
    this.answers++;
    this.moments.intended[index] = intendedAt;
    this.moments.sent[index] = outcome.sentAt;
    if (outcome.acked) {
      this.acks++;
      this.moments.acked[index] = outcome.answeredAt;
      if (Number.isNaN(this.moments.reply[index])) this.open++;
    }
    this.onChange?.();
  }

  /** A phone got a text. */
  replied(phone: string, at: number): void {
    const index = this.indexes.get(phone);
    if (index === undefined) return;
    if (!Number.isNaN(this.moments.reply[index])) {
      this.repeated++;
      return;
    }
    this.moments.reply[index] = at;
    this.replies++;
    if (this.wasAcked(index)) this.open--;
    this.waiting.get(index)?.();
    this.onChange?.();
  }

  wasAcked(index: number): boolean {
    return !Number.isNaN(this.moments.acked[index]);
  }

  /** Resolves at the phone's first reply, at the latest after `timeoutMs`. */
  waitForReply(index: number, timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.giveUp(index), timeoutMs);
      this.waiting.set(index, () => {
        clearTimeout(timer);
        this.waiting.delete(index);
        resolve();
      });
    });
  }

  giveUp(index: number): void {
    this.waiting.get(index)?.();
  }

  /** Stops all waiting. */
  close(): void {
    for (const wake of [...this.waiting.values()]) wake();
  }

  /** Resolves when every taken MO has its reply, at the latest after `timeoutMs`. */
  async whenComplete(timeoutMs: number): Promise<void> {
    const isComplete = () => this.answers === this.total && this.open === 0;
    if (isComplete()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.onChange = () => {
        if (!isComplete()) return;
        clearTimeout(timer);
        resolve();
      };
    });
    this.onChange = undefined;
  }

  totals(): {
    acked: number;
    refused: number;
    replied: number;
    lost: number;
    duplicates: number;
    wallMs: number;
    sustainedRate: number;
  } {
    const first = this.moments.sent.reduce((least, at) => (at < least ? at : least), Infinity);
    const last = this.moments.reply.reduce((most, at) => (at > most ? at : most), 0);
    const wallMs = this.replies === 0 ? 0 : Math.round(last - first) / 1_000;
    return {
      acked: this.acks,
      refused: this.answers - this.acks,
      replied: this.replies,
      lost: this.open,
      duplicates: this.repeated,
      wallMs,
      sustainedRate: wallMs === 0 ? 0 : Math.round((this.replies / wallMs) * 100_000) / 100,
    };
  }

  /** ms between two moments, per conversation; never negative, as a reply may overtake an acknowledgement. */
  latencies(from: Moment, to: Moment): Float64Array {
    const start = this.moments[from];
    return this.moments[to].map((at, index) => Math.max((at - (start[index] ?? NaN)) / 1_000, 0));
  }
}
