import type { OutgoingRecord } from '@parley/messaging';

/** One caller's records: durable together, or refused together. */
export interface Waiting {
  readonly records: readonly OutgoingRecord[];
  resolve(): void;
  reject(error: Error): void;
}

const MOST_RECORDS = 1000;
/** Kafka takes 1 MiB a batch (max.message.bytes); a UTF-16 code unit is at most 3 bytes of UTF-8. */
const MOST_CHARACTERS = 300_000;
/** Above this many callers memory would be the next to fail: they are refused at once. */
const MOST_WAITING = 20_000;

/** What one write holds, and who waits for it. */
export class RecordBatch {
  constructor(
    readonly records: OutgoingRecord[],
    private readonly callers: Waiting[],
  ) {}

  /** Takes along all that wait. */
  join(waiting: WaitingRecords): void {
    for (const caller of waiting.takeAll()) {
      this.callers.push(caller);
      for (const record of caller.records) this.records.push(record);
    }
  }

  resolve(): void {
    for (const caller of this.callers) caller.resolve();
  }

  reject(error: Error): void {
    for (const caller of this.callers) caller.reject(error);
  }
}

/** The records that wait for the next write, in the order in which they came. */
export class WaitingRecords {
  private callers: Waiting[] = [];

  get size(): number {
    return this.callers.length;
  }

  /** Whether a whole batch waits already. */
  get isFull(): boolean {
    return this.callers.length >= MOST_RECORDS;
  }

  /** @returns false when too many wait already */
  add(caller: Waiting): boolean {
    if (this.callers.length >= MOST_WAITING) return false;
    this.callers.push(caller);
    return true;
  }

  /** The next batch: at least one caller, and no more than Kafka takes at once. */
  take(): RecordBatch {
    const records: OutgoingRecord[] = [];
    let characters = 0;
    let taken = 0;
    for (const caller of this.callers) {
      for (const record of caller.records) {
        records.push(record);
        characters += record.value.length;
      }
      taken += 1;
      if (records.length >= MOST_RECORDS || characters >= MOST_CHARACTERS) break;
    }
    return new RecordBatch(records, this.callers.splice(0, taken));
  }

  takeAll(): Waiting[] {
    const all = this.callers;
    this.callers = [];
    return all;
  }
}
