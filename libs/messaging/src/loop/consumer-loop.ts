import type { Logger } from '@nestjs/common';
import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import type { IncomingRecord } from '../wire/record.js';
import { pause, StoppedError } from './backoff.js';
import { cycleMs } from './cycle.js';
import type { Held } from './consumer-lag.js';
import type { TopicPipeline } from './topic-pipeline.js';

const SESSION_TIMEOUT_MS = 8000;
const HEARTBEAT_MS = 2000;
const COMMIT_EVERY_MS = 1000;
const TIDY_EVERY_MS = 2000;
const PRUNE_EVERY_MS = 3_600_000;
const FAILED_BATCH_PAUSE_MS = 1000;

/**
 * One consumer group member: fetches, hands each partition's records to its topic's pipeline, keeps the
 * membership alive during long batches, and commits offsets once a second (the inbox drops what comes again).
 */
export class ConsumerLoop {
  private readonly consumer: Consumer;
  private readonly done = new Map<string, { topic: string; partition: number; offset: string }>();
  private readonly timers: NodeJS.Timeout[] = [];
  /** Batches until their places are noted, and the last commit of places: a close waits for both. */
  private readonly underWay = new Set<Promise<void>>();
  private committing: Promise<void> = Promise.resolve();
  private assigned = false;
  private cycleBeganMs = -Infinity;
  private cycleEndsMs = -Infinity;

  constructor(
    kafka: Kafka,
    readonly group: string,
    private readonly pipelines: ReadonlyMap<string, TopicPipeline>,
    private readonly logger: Logger,
    private readonly stop: AbortSignal,
  ) {
    this.consumer = kafka.consumer({
      groupId: group,
      sessionTimeout: SESSION_TIMEOUT_MS,
      rebalanceTimeout: 30_000,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: 500,
      minBytes: 1,
      maxBytesPerPartition: 512 * 1024,
      allowAutoTopicCreation: false,
      retry: {
        initialRetryTime: 200,
        maxRetryTime: 5000,
        retries: 1_000_000,
        restartOnFailure: async () => !this.stop.aborted, // else it joins again after it was closed
      },
    });
  }

  /** True once partitions were assigned. */
  get ready(): boolean {
    return this.assigned;
  }

  /** What this member holds now. */
  get held(): Held {
    const partitions = new Map(Array.from(this.pipelines, ([topic, pipeline]) => [topic, pipeline.held]));
    return { group: this.group, partitions };
  }

  async start(): Promise<void> {
    this.consumer.on('consumer.group_join', ({ payload }) => {
      this.assigned = true;
      for (const [topic, pipeline] of this.pipelines) pipeline.assign(payload.memberAssignment[topic] ?? []);
      for (const [name, { topic, partition }] of this.done) {
        if (!payload.memberAssignment[topic]?.includes(partition)) this.done.delete(name);
      }
    });
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [...this.pipelines.keys()], fromBeginning: true });
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 256,
      eachBatch: (payload) => this.eachBatch(payload),
    });
    this.every(COMMIT_EVERY_MS, () => (this.committing = this.commitOffsets()));
    this.every(TIDY_EVERY_MS, async () => {
      for (const pipeline of this.pipelines.values()) await pipeline.tidy();
    });
    this.every(PRUNE_EVERY_MS, async () => {
      for (const pipeline of this.pipelines.values()) await pipeline.prune();
    });
  }

  /** Finishes what is under way, commits offsets and leaves the group. The stop signal must be aborted first. */
  async close(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    for (const pipeline of this.pipelines.values()) await pipeline.close();
    // Their last batches are done and may not have noted it yet; a commit on a timer may be under way.
    await Promise.allSettled([...this.underWay, this.committing]);
    await this.commitOffsets();
    await this.consumer.disconnect();
  }

  private async eachBatch({
    batch,
    resolveOffset,
    heartbeat,
    isRunning,
    isStale,
  }: EachBatchPayload): Promise<void> {
    if (!isRunning() || isStale() || this.stop.aborted) return;
    const { topic, partition } = batch;
    const startedMs = performance.now();
    if (startedMs > this.cycleEndsMs) this.cycleBeganMs = startedMs;
    const beat = setInterval(() => void heartbeat().catch(() => undefined), HEARTBEAT_MS);
    try {
      const records = batch.messages.map((m) => incoming(topic, partition, m));
      const processed = this.pipelines
        .get(topic)!
        .process(partition, records)
        .then(() => {
          resolveOffset(batch.lastOffset());
          const next = (BigInt(batch.lastOffset()) + 1n).toString();
          const place = { topic, partition, offset: next };
          this.done.set(nameOf(place), place);
        })
        .finally(() => this.underWay.delete(processed));
      this.underWay.add(processed);
      await processed;
    } catch (error) {
      if (!(error instanceof StoppedError)) {
        this.logger.error({ msg: 'batch failed', topic, partition, error: String(error) });
        await pause(FAILED_BATCH_PAUSE_MS, this.stop); // its records come again with the next fetch
      }
    } finally {
      clearInterval(beat);
    }
    const nowMs = performance.now();
    this.cycleEndsMs = this.cycleBeganMs + cycleMs(nowMs - this.cycleBeganMs);
    const restMs = this.cycleEndsMs - nowMs;
    if (restMs > 1) await pause(restMs, this.stop);
    await heartbeat().catch(() => undefined); // a rebalance under way shows at the next fetch
  }

  private async commitOffsets(): Promise<void> {
    if (this.done.size === 0) return;
    const offsets = [...this.done.values()];
    this.done.clear();
    try {
      await this.consumer.commitOffsets(offsets);
    } catch (error) {
      // The broker is away, or a rebalance is under way: again with the next, unless the partition went to another.
      for (const place of offsets) {
        const name = nameOf(place);
        if (!this.done.has(name)) this.done.set(name, place);
      }
      this.logger.debug({ msg: 'offsets not committed', group: this.group, error: (error as Error).name });
    }
  }

  private every(ms: number, work: () => Promise<void>): void {
    let running = false;
    const timer = setInterval(() => {
      if (running) return;
      running = true;
      void work()
        .catch((error: Error) =>
          this.logger.warn({ msg: 'housekeeping failed', group: this.group, error: error.message }),
        )
        .finally(() => (running = false));
    }, ms);
    timer.unref();
    this.timers.push(timer);
  }
}

function nameOf({ topic, partition }: { topic: string; partition: number }): string {
  return `${topic}/${partition}`;
}

function incoming(topic: string, partition: number, message: KafkaMessage): IncomingRecord {
  return {
    topic,
    partition,
    offset: message.offset,
    timestamp: Number(message.timestamp),
    key: message.key,
    value: message.value,
    headers: message.headers ?? {},
  };
}
