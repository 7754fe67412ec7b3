import type { Attributes } from '@opentelemetry/api';
import type { CounterInstrument } from './meter.js';

/** Counts by labels during a batch and hands each sum to its counter once, when the batch stands. */
export class Tally {
  private readonly sums = new Map<string, { count: number; labels: Attributes }>();

  constructor(private readonly counter: CounterInstrument) {}

  /** @param key the labels' values as one text */
  count(key: string, labels: () => Attributes): void {
    const sum = this.sums.get(key);
    if (sum) sum.count += 1;
    else this.sums.set(key, { count: 1, labels: labels() });
  }

  /** A batch that is decided anew is counted anew. */
  forget(): void {
    this.sums.clear();
  }

  add(): void {
    for (const { count, labels } of this.sums.values()) this.counter.add(count, labels);
    this.sums.clear();
  }
}
