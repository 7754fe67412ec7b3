import type { Faults } from './faults.js';
import { SlidingLimit } from './sliding-limit.js';

/** What happens to one send request. */
export type Fate = 'take' | 'drop' | 'hang' | 'throttle' | 'fail';

/** Draws the faults that are set now. `random` gives numbers from 0 to below 1. */
export class FaultPlan {
  private faults: Faults = {};
  private limits = new Map<string, SlidingLimit>();

  constructor(private readonly random: () => number) {}

  get current(): Faults {
    return this.faults;
  }

  get delayMs(): number {
    return this.faults.delayMs ?? 0;
  }

  get retryAfterSeconds(): number {
    return this.faults.throttle?.retryAfterSeconds ?? 1;
  }

  set(faults: Faults): void {
    this.faults = faults;
    this.limits = new Map();
  }

  clear(): void {
    this.set({});
  }

  /** The fate of a request: first what keeps it from being taken, then what becomes of its answer. */
  fateOf(sender: string, segments: number, nowMs: number): Fate {
    const { error, drop, hang, throttle } = this.faults;
    if (this.hits(error)) return 'fail';
    if (throttle !== undefined) {
      if (this.hits(throttle.probability)) return 'throttle';
      if (
        throttle.ratePerSecond !== undefined &&
        !this.limitOf(sender, throttle.ratePerSecond).take(segments, nowMs)
      ) {
        return 'throttle';
      }
    }
    if (this.hits(drop)) return 'drop';
    return this.hits(hang) ? 'hang' : 'take';
  }

  /** Whether this webhook is posted twice. */
  duplicates(): boolean {
    return this.hits(this.faults.duplicate);
  }

  /** Whether this receipt is held back. */
  reorders(): boolean {
    return this.hits(this.faults.reorder);
  }

  private hits(probability: number | undefined): boolean {
    return probability !== undefined && probability > 0 && this.random() < probability;
  }

  private limitOf(sender: string, rate: number): SlidingLimit {
    const existing = this.limits.get(sender);
    if (existing !== undefined) return existing;
    const limit = new SlidingLimit(rate);
    this.limits.set(sender, limit);
    return limit;
  }
}
