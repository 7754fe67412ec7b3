import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { backoffMs, pause } from '@parley/messaging';
import { within } from './deadline.js';
import type { DurablePublisher, KafkaSink } from './durable-publisher.js';
import type { IngestMetrics } from './ingest.metrics.js';
import type { SpooledRecord, SpoolStore } from './spool.store.js';

const BATCH_RECORDS = 500;
/** Kafka takes 1 MiB a batch; a UTF-16 code unit is at most 3 bytes of UTF-8. */
const BATCH_CHARACTERS = 300_000;
/** How often to look for what a replica that died has left behind, in ms. */
const IDLE_MS = 5000;
/** How long to leave another replica at its relaying before looking again, in ms. */
const ELSEWHERE_MS = 200;
const LONGEST_BACKOFF_MS = 1000;
const DATABASE_MS = 5000;

/**
 * Takes the spool to Kafka, oldest first, and forgets what is there. One replica at a time does it for all; a
 * record may go twice (a crash in between), which its id makes harmless. Runs always: also for replicas that died.
 */
export class RelaySpool implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Spool');
  private readonly stop = new AbortController();
  private waking = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private failures = 0;

  constructor(
    private readonly spool: SpoolStore,
    private readonly kafka: KafkaSink,
    private readonly publisher: DurablePublisher,
    private readonly replica: string,
    private readonly metrics: Pick<IngestMetrics, 'relayed'>,
  ) {}

  onApplicationBootstrap(): void {
    this.publisher.onSpooled = () => this.wake();
    this.running = this.run();
  }

  /** What lies in the spool stays there for the next start, or for another replica. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    this.waking.abort();
    await within(DATABASE_MS, this.running).catch(() => undefined);
    await within(DATABASE_MS, this.spool.release(this.replica)).catch(() => undefined);
  }

  /** One look at the spool. @returns how long to wait before the next, in ms */
  async cycle(): Promise<number> {
    const claimed = await within(DATABASE_MS, this.spool.claim(this.replica, BATCH_RECORDS));
    if (claimed === undefined) return this.watchOther();
    const relayed = await this.relay(claimed);
    if (relayed < claimed.length || claimed.length === BATCH_RECORDS) return 0;
    if (!this.publisher.spooling) return IDLE_MS;
    await this.publisher.switchBack(() => this.relayRest());
    return this.publisher.spooling ? 0 : IDLE_MS;
  }

  private async run(): Promise<void> {
    while (!this.stop.signal.aborted) {
      this.waking = new AbortController();
      const waitMs = await this.cycle().then(
        (ms) => this.succeeded(ms),
        (error: Error) => this.failed(error),
      );
      if (waitMs > 0 && !this.stop.signal.aborted) await pause(waitMs, this.waking.signal);
    }
  }

  /** Looks now, as there is something in the spool; unless Kafka was found away, as then its time will come. */
  private wake(): void {
    if (this.failures === 0) this.waking.abort();
  }

  private succeeded(waitMs: number): number {
    if (this.failures > 0) this.logger.log({ msg: 'the spool is relayed again' });
    this.failures = 0;
    return waitMs;
  }

  /** Kafka or PostgreSQL is away: another replica may fare better, so the right to relay is given up. */
  private async failed(error: Error & { code?: string }): Promise<number> {
    this.failures += 1;
    if (this.failures === 1) {
      this.logger.warn({
        msg: 'the spool waits, as it cannot be relayed now',
        code: error.code ?? error.name,
      });
    }
    await within(DATABASE_MS, this.spool.release(this.replica)).catch(() => undefined);
    return Math.min(backoffMs(this.failures), LONGEST_BACKOFF_MS);
  }

  /** Publishes the oldest of these that make one batch. @returns how many */
  private async relay(claimed: readonly SpooledRecord[]): Promise<number> {
    const batch = oneBatch(claimed);
    if (batch.length === 0) return 0;
    await this.kafka.publish(batch.map(({ record }) => record));
    await within(DATABASE_MS, this.spool.remove(batch.map(({ id }) => id)));
    this.metrics.relayed(batch.length);
    return batch.length;
  }

  /** While nothing is written: the last records of this replica. @returns whether none of them is left */
  private async relayRest(): Promise<boolean> {
    for (;;) {
      const claimed = await this.spool.claim(this.replica, BATCH_RECORDS);
      if (claimed === undefined) return this.othersRelayRest();
      const [oldest] = claimed;
      if (oldest === undefined || oldest.id > this.publisher.spooledUpTo) return true;
      await this.relay(claimed);
    }
  }

  private async watchOther(): Promise<number> {
    if (!this.publisher.spooling) return IDLE_MS;
    const left = await within(DATABASE_MS, this.spool.remaining(this.publisher.spooledUpTo, BATCH_RECORDS));
    if (left < BATCH_RECORDS) await this.publisher.switchBack(() => this.othersRelayRest());
    return this.publisher.spooling ? ELSEWHERE_MS : IDLE_MS;
  }

  private async othersRelayRest(): Promise<boolean> {
    for (let look = 0; look < 20; look += 1) {
      if ((await this.spool.remaining(this.publisher.spooledUpTo, 1)) === 0) return true;
      await pause(20, this.stop.signal);
    }
    return false;
  }
}

function oneBatch(claimed: readonly SpooledRecord[]): SpooledRecord[] {
  const batch: SpooledRecord[] = [];
  let characters = 0;
  for (const spooled of claimed) {
    characters += spooled.record.value.length;
    if (batch.length > 0 && characters > BATCH_CHARACTERS) break;
    batch.push(spooled);
  }
  return batch;
}
