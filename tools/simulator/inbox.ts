import type { CarrierId } from '@parley/carriers';

/** A text that a phone received. */
export interface InboxMessage {
  /** Counts up over all phones, from 1. */
  readonly seq: number;
  readonly carrier: CarrierId;
  readonly id: string;
  readonly reference?: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly segments: number;
  /** Microseconds since the epoch. */
  readonly at: number;
}

/** What phones received lately, at most `limit` texts in all: the oldest make room. The ledger has all. */
export class Inbox {
  private readonly byPhone = new Map<string, InboxMessage[]>();
  /** All messages in order; those before `oldest` have made room. */
  private order: InboxMessage[] = [];
  private oldest = 0;
  private seq = 0;
  private readonly waiting = new Map<string, Set<() => void>>();

  constructor(private readonly limit: number) {}

  add(message: Omit<InboxMessage, 'seq'>): InboxMessage {
    const added: InboxMessage = { seq: ++this.seq, ...message };
    const phone = this.byPhone.get(added.to);
    if (phone === undefined) this.byPhone.set(added.to, [added]);
    else phone.push(added);
    this.order.push(added);
    if (this.order.length - this.oldest > this.limit) this.dropOldest();
    const waiting = this.waiting.get(added.to);
    if (waiting !== undefined) for (const wake of [...waiting]) wake();
    return added;
  }

  /** The phone's texts with a `seq` above `after`. */
  read(phone: string, after: number): InboxMessage[] {
    return (this.byPhone.get(phone) ?? []).filter((message) => message.seq > after);
  }

  /** As `read`, but waits up to `waitMs` for the first one, or until `signal` is aborted. */
  async wait(phone: string, after: number, waitMs: number, signal?: AbortSignal): Promise<InboxMessage[]> {
    const found = this.read(phone, after);
    if (found.length > 0 || waitMs <= 0 || signal?.aborted) return found;
    await this.next(phone, waitMs, signal);
    return this.read(phone, after);
  }

  private next(phone: string, waitMs: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.waiting.get(phone) ?? new Set();
      this.waiting.set(phone, waiting);
      const wake = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
        waiting.delete(wake);
        if (waiting.size === 0) this.waiting.delete(phone);
        resolve();
      };
      const timer = setTimeout(wake, waitMs);
      waiting.add(wake);
      signal?.addEventListener('abort', wake);
    });
  }

  private dropOldest(): void {
    const dropped = this.order[this.oldest++];
    if (dropped !== undefined) {
      const phone = this.byPhone.get(dropped.to);
      phone?.shift();
      if (phone?.length === 0) this.byPhone.delete(dropped.to);
    }
    if (this.oldest > this.limit) {
      this.order = this.order.slice(this.oldest);
      this.oldest = 0;
    }
  }
}
