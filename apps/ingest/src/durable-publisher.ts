import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { OutgoingRecord } from '@parley/messaging';
import { within } from './deadline.js';
import type { IngestMetrics } from './ingest.metrics.js';
import { NotDurableError } from './not-durable.error.js';
import type { SpoolStore } from './spool.store.js';
import { WaitingRecords } from './waiting-records.js';

/** Kafka, as far as it is needed here; EventPublisher is one. */
export interface KafkaSink {
  connect(): Promise<void>;
  publish(records: readonly OutgoingRecord[]): Promise<void>;
}

export interface DurabilityLimits {
  /** How long the first record of a batch waits for others, in ms. */
  readonly lingerMs: number;
  /** How long Kafka may take before it counts as away, in ms. */
  readonly kafkaMs: number;
  /** How long the spool may take before it counts as away, in ms. */
  readonly spoolMs: number;
}

/** How long new records may be held while the relay looks for the last spooled ones, in ms. */
const HOLD_MS = 500;

/**
 * Makes records durable: on Kafka, or while Kafka is away in the spool. Many callers, few writes: what comes in
 * during one write leaves together in the next. One write at a time, so records keep their order; and behind
 * spooled records everything is spooled, until the relay has emptied the spool and switches back.
 */
export class DurablePublisher {
  private readonly logger = new Logger('Durability');
  private readonly waiting = new WaitingRecords();
  private working = false;
  private writing: Promise<void> = Promise.resolve();
  private held: Promise<void> | undefined;
  private direct: boolean;
  /** Called after each write to the spool: the relay's way to know. */
  onSpooled: () => void = () => undefined;

  /** @param newestSpooled id of the newest record of this replica in the spool, 0 when there is none */
  constructor(
    private readonly kafka: KafkaSink,
    private readonly spool: SpoolStore,
    private readonly limits: DurabilityLimits,
    private readonly metrics: Pick<IngestMetrics, 'written' | 'switched'>,
    private newestSpooled = 0,
  ) {
    this.direct = newestSpooled === 0;
  }

  /** Whether records go behind what lies in the spool. */
  get spooling(): boolean {
    return !this.direct;
  }

  /** Up to which id the spool has to be relayed before Kafka comes first again. */
  get spooledUpTo(): number {
    return this.newestSpooled;
  }

  /** Resolves when all the records are durable; throws NotDurableError when they are not. */
  publish(records: readonly OutgoingRecord[]): Promise<void> {
    return new Promise((resolve, reject) => {
      if (!this.waiting.add({ records, resolve, reject })) {
        return reject(new NotDurableError('too many records wait to be made durable'));
      }
      if (this.working) return;
      this.working = true;
      setTimeout(() => void this.work(), this.limits.lingerMs);
    });
  }

  /**
   * The relay's last step: nothing is written while `drained` looks, and when it finds that nothing of this
   * replica is left in the spool, Kafka comes first again. Records are held for 500 ms at most.
   */
  async switchBack(drained: () => Promise<boolean>): Promise<void> {
    let release = (): void => undefined;
    this.held = new Promise((resolve) => (release = resolve));
    await this.writing;
    let expired = false;
    const letGo = (): void => {
      expired = true;
      this.held = undefined;
      release();
    };
    const limit = setTimeout(letGo, HOLD_MS);
    try {
      if ((await drained()) && !expired) this.turnTo('kafka');
    } finally {
      clearTimeout(limit);
      if (!expired) letGo();
    }
  }

  private async work(): Promise<void> {
    while (this.waiting.size > 0) {
      while (this.held) await this.held;
      this.writing = this.write();
      await this.writing;
      if (this.waiting.size > 0 && !this.waiting.isFull) await pause(this.limits.lingerMs);
    }
    this.working = false;
  }

  /** Writes one batch; never throws, as every caller gets its own answer. */
  private async write(): Promise<void> {
    const batch = this.waiting.take();
    if (this.direct) {
      try {
        await within(this.limits.kafkaMs, this.kafka.publish(batch.records));
        this.metrics.written('kafka', batch.records.length);
        return batch.resolve();
      } catch {
        this.turnTo('spool');
        batch.join(this.waiting); // those behind have waited long enough to go along
      }
    }
    try {
      this.newestSpooled = await within(this.limits.spoolMs, this.spool.add(batch.records));
      this.metrics.written('spool', batch.records.length);
      batch.resolve();
      this.onSpooled();
    } catch {
      if (this.newestSpooled === 0) this.turnTo('kafka'); // nothing lies before the next record: try anew
      batch.join(this.waiting);
      batch.reject(new NotDurableError());
    }
  }

  private turnTo(place: 'kafka' | 'spool'): void {
    this.direct = place === 'kafka';
    if (this.direct) this.newestSpooled = 0;
    this.metrics.switched(place);
    if (place === 'kafka') this.logger.log({ msg: 'records go to Kafka first' });
    else this.logger.warn({ msg: 'Kafka is away: records go to the spool' });
  }
}
