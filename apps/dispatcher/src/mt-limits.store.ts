import type { Statement } from '@parley/persistence';
import type { Counted } from './domain/limits.js';

/** What a batch of requests needs counted; most need nothing, and pay for nothing. */
export interface Needs {
  /** Ms since the epoch, by the clock that texts are queued by. */
  readonly nowMs: number;
  /** Whether these were cancelled. */
  readonly campaigns: ReadonlySet<string>;
  /** Whose caps are asked about: subscriber, program. */
  readonly capped: ReadonlySet<string>;
  /** Sender, prefix → the sender's time, ms. */
  readonly prefixes: ReadonlyMap<string, number>;
  /** Subscriber, sender, SHA-256 of the text as it is sent, hex → the sender's time, ms. */
  readonly repeats: ReadonlyMap<string, number>;
}

/** What one request is counted by; absent where no limit asks. */
export interface CountKeys {
  readonly capped?: string;
  readonly prefix?: string;
  readonly repeat?: string | undefined;
}

/** A queued text that a limit counts. */
export interface CountedText extends CountKeys {
  readonly day?: string;
}

/** The parts of what is counted by, as one key; none of them can hold the sign between. */
export function keyOf(...parts: readonly string[]): string {
  return parts.join('|');
}

/** What is counted around the requests of a batch; those that the batch queues count for the ones after them. */
export class Around {
  private readonly days = new Map<string, Record<string, number>>();
  private readonly prefixes = new Map<string, { within: number; day: number }>();
  private readonly repeats = new Map<string, number>();
  private readonly cancelled = new Map<string, number>();

  /** When a campaign was cancelled, ms since the epoch. */
  cancelledAtMs(campaign: string | undefined): number | undefined {
    return campaign === undefined ? undefined : this.cancelled.get(campaign);
  }

  countedOf({ capped, prefix, repeat }: CountKeys): Counted {
    return {
      days: capped === undefined ? undefined : this.days.get(capped),
      prefix: prefix === undefined ? undefined : this.prefixes.get(prefix),
      repeats: repeat === undefined ? undefined : this.repeats.get(repeat),
    };
  }

  cancel(campaign: string, atMs: number): void {
    this.cancelled.set(campaign, atMs);
  }

  onDay(capped: string, day: string, texts: number): void {
    const days = this.days.get(capped) ?? {};
    days[day] = (days[day] ?? 0) + texts;
    this.days.set(capped, days);
  }

  toPrefix(prefix: string, within: number, day: number): void {
    const before = this.prefixes.get(prefix) ?? { within: 0, day: 0 };
    this.prefixes.set(prefix, { within: before.within + within, day: before.day + day });
  }

  repeated(repeat: string, times: number): void {
    this.repeats.set(repeat, (this.repeats.get(repeat) ?? 0) + times);
  }

  note({ capped, day, prefix, repeat }: CountedText): void {
    if (capped !== undefined && day !== undefined) this.onDay(capped, day, 1);
    if (prefix !== undefined) this.toPrefix(prefix, 1, 1);
    if (repeat !== undefined) this.repeated(repeat, 1);
  }
}

/** What limits count, and campaigns that were cancelled. */
export abstract class MtLimitsStore {
  /** A query for each kind of need that the batch has: none for most. */
  abstract load(needs: Needs): Promise<Around>;
  /** Repeats need no keeping: they are counted by the texts themselves. */
  abstract save(texts: readonly CountedText[]): readonly Statement[];
  /** Forgets what no limit asks about any more. */
  abstract prune(): Promise<void>;
}
