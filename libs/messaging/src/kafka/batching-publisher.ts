import type { OutgoingRecord } from '../wire/record.js';
import type { EventPublisher } from './event-publisher.js';

interface Waiting {
  readonly record: OutgoingRecord;
  resolve(): void;
  reject(error: unknown): void;
}

const MOST_RECORDS = 1000;

/**
 * Many callers, few requests: records handed in while one request is under way leave together in the next,
 * so the batch grows with the load and order is kept.
 */
export class BatchingPublisher {
  private waiting: Waiting[] = [];
  private working = false;

  /**
   * @param lingerMs how long the first record of a batch waits for others
   */
  constructor(
    private readonly publisher: EventPublisher,
    private readonly lingerMs: number,
  ) {}

  /** Resolves when the record is on Kafka, acknowledged by all in-sync replicas. Rejects with PublishError. */
  publish(record: OutgoingRecord): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ record, resolve, reject });
      if (!this.working) {
        this.working = true;
        setTimeout(() => void this.work(), this.lingerMs);
      }
    });
  }

  private async work(): Promise<void> {
    while (this.waiting.length > 0) {
      const turn = this.waiting.splice(0, MOST_RECORDS);
      try {
        await this.publisher.publish(turn.map((waiting) => waiting.record));
        for (const waiting of turn) waiting.resolve();
      } catch (error) {
        for (const waiting of turn) waiting.reject(error);
      }
      if (this.waiting.length > 0 && this.waiting.length < MOST_RECORDS && this.lingerMs > 0) {
        await new Promise((resolve) => setTimeout(resolve, this.lingerMs));
      }
    }
    this.working = false;
  }
}
