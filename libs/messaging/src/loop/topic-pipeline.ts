import type { Logger } from '@nestjs/common';
import type { EventDefinition } from '@parley/contracts';
import type { Database } from '@parley/persistence';
import type { Batch } from '../batch.js';
import type { Envelope } from '../envelope.js';
import type { EventPublisher } from '../kafka/event-publisher.js';
import { Outbox } from '../outbox/outbox.js';
import type { ConversationIds } from '../wire/conversation-id.js';
import { decodeEvent } from '../wire/decode.js';
import type { IncomingRecord } from '../wire/record.js';
import { persist, StoppedError } from './backoff.js';
import { deadLetterRecord, type DeadLetter } from './dead-letters.js';
import { Inbox } from './inbox.js';
import { loopMetrics } from './loop-metrics.js';
import { Parking } from './parking.js';
import { TurnBatch, type BatchContext } from './turn-batch.js';

export interface PipelineOptions {
  readonly service: string;
  readonly group: string;
  readonly definition: EventDefinition;
  readonly database: Database;
  readonly publisher: EventPublisher;
  readonly conversations: ConversationIds;
  readonly logger: Logger;
  readonly stop: AbortSignal;
  now(): number;
  /** The handler, called with one batch. */
  handle(batch: Batch<unknown>): Promise<unknown>;
}

interface Waiting {
  readonly partition: number;
  readonly records: readonly IncomingRecord[];
  resolve(): void;
  reject(error: unknown): void;
}

const MOST_RECORDS = 2000;
const LEFT_BEHIND_MS = 5000;

/**
 * One topic of a consumer. Partitions' records that arrive while a batch is under way are put together into
 * the next one, so that load, commit and publish are shared by all of them; a partition has at most one batch
 * waiting, so its order stands.
 */
export class TopicPipeline {
  private readonly context: BatchContext;
  private readonly waiting: Waiting[] = [];
  private readonly owned = new Set<number>();
  private readonly parkedKeys = new Set<string>();
  private toDrain: number[] = [];
  private working: Promise<void> | undefined;

  constructor(private readonly options: PipelineOptions) {
    const { service, group, definition, database, publisher, logger, stop } = options;
    const consumer = `${group}/${definition.topic}`;
    this.context = {
      service,
      group,
      database,
      publisher,
      stop,
      now: () => options.now(),
      inbox: new Inbox(database, consumer),
      outbox: new Outbox(database, consumer),
      parking: new Parking(database, consumer),
      onRetry: (error, attempt) => {
        loopMetrics.retries.add(1, { 'messaging.consumer.group.name': group });
        const code = (error as { code?: string }).code ?? (error as Error).name;
        logger.warn({ msg: 'held back by infrastructure, trying again in place', consumer, attempt, code });
      },
      onPoisoned: (events, error) => {
        for (const event of events) this.parkedKeys.add(event.key);
        loopMetrics.parked.add(events.length, { 'messaging.consumer.group.name': group });
        const { name, code, stack } = error as Error & { code?: string };
        const at = stack
          ?.split('\n')
          .find((line) => line.includes('    at '))
          ?.trim();
        logger.error({
          msg: 'conversation parked (HANDLER_BUG)',
          consumer,
          events: events.map((e) => e.id),
          name,
          code,
          at,
        });
      },
    };
  }

  /** Called after a rebalance: what a former owner left in the outbox goes out before anything new is taken. */
  assign(partitions: readonly number[]): void {
    this.toDrain = partitions.filter(
      (partition) => !this.owned.has(partition) || this.toDrain.includes(partition),
    );
    this.owned.clear();
    for (const partition of partitions) this.owned.add(partition);
  }

  /** Resolves when every effect of the records is committed and published. Rejects only when stopping. */
  process(partition: number, records: readonly IncomingRecord[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ partition, records, resolve, reject });
      this.working ??= this.work().finally(() => (this.working = undefined));
    });
  }

  /** Housekeeping between batches: released conversations, rows left behind, rows to forget. */
  async tidy(): Promise<void> {
    if (this.working || this.context.stop.aborted) return;
    this.working = this.housekeep().finally(() => {
      this.working =
        this.waiting.length > 0 ? this.work().finally(() => (this.working = undefined)) : undefined;
    });
    await this.working;
  }

  /** Drops inbox rows that no replay can need any more. */
  prune(): Promise<void> {
    return this.context.inbox.prune(8 * 24);
  }

  async close(): Promise<void> {
    await this.working;
    await this.context.outbox.flush().catch(() => undefined); // else the next owner publishes them again
  }

  private async work(): Promise<void> {
    await Promise.resolve(); // let the other partitions of the same fetch join
    while (this.waiting.length > 0) {
      const turn = this.nextTurn();
      try {
        await this.drain();
        await this.take(turn.flatMap((waiting) => waiting.records));
        for (const waiting of turn) waiting.resolve();
      } catch (error) {
        for (const waiting of turn) waiting.reject(error);
      }
    }
  }

  private nextTurn(): Waiting[] {
    let records = 0;
    let count = 0;
    while (count < this.waiting.length && (count === 0 || records < MOST_RECORDS)) {
      records += this.waiting[count]!.records.length;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }

  private async take(records: readonly IncomingRecord[]): Promise<void> {
    const { definition, group, publisher, stop } = this.options;
    const receivedMs = this.options.now();
    const letters: DeadLetter[] = [];
    const events: Envelope[] = [];
    const parked: Envelope[] = [];
    for (const record of records) {
      const decoded = decodeEvent(definition, record, this.options.conversations);
      if (!decoded.ok) letters.push({ record, reason: decoded.reason, detail: decoded.detail });
      else if (this.parkedKeys.has(decoded.envelope.key)) parked.push(decoded.envelope);
      else events.push(decoded.envelope);
    }
    if (letters.length > 0) {
      const out = letters.map((letter) => deadLetterRecord(letter, group));
      await persist(() => publisher.publish(out), stop, this.context.onRetry);
      for (const { reason } of letters) {
        loopMetrics.deadLetters.add(1, { reason, 'messaging.destination.name': definition.topic });
      }
      this.options.logger.warn({
        msg: 'dead letters',
        topic: definition.topic,
        group,
        reasons: letters.map((l) => l.reason),
      });
    }
    if (parked.length > 0) {
      const statement = this.context.parking.park(parked, 'BEHIND_PARKED');
      await persist(() => this.context.database.commit([statement]), stop, this.context.onRetry);
    }
    if (events.length > 0) await this.hand(new TurnBatch(events, this.context, receivedMs));
    const labels = { 'messaging.consumer.group.name': group, 'messaging.destination.name': definition.topic };
    loopMetrics.consumed.add(records.length, labels);
    loopMetrics.duration.record((this.options.now() - receivedMs) / 1000, labels);
  }

  /** Nest turns what handlers throw into streams, so the batch itself keeps how it ended. */
  private async hand(batch: TurnBatch<unknown>): Promise<void> {
    await this.options.handle(batch);
    if (batch.failure instanceof StoppedError) throw batch.failure;
    if (batch.completed) return;
    // The handler itself failed, for reasons that no single conversation explains: nothing may be skipped.
    const error = batch.failure ?? new Error('the handler ended without running its batch');
    this.context.onRetry(error, 1);
    await new Promise((resolve) => setTimeout(resolve, 1000).unref());
    if (this.context.stop.aborted) throw new StoppedError('stopped while a handler kept failing');
    await this.hand(new TurnBatch(batch.events, this.context, this.options.now()));
  }

  private async drain(): Promise<void> {
    if (this.toDrain.length === 0) return;
    const partitions = this.toDrain;
    await persist(
      async () => {
        await this.publishLeft(partitions, 0);
        for (const key of await this.context.parking.keys(partitions)) this.parkedKeys.add(key);
      },
      this.context.stop,
      this.context.onRetry,
    );
    this.toDrain = [];
  }

  private async publishLeft(partitions: readonly number[], ageMs: number): Promise<void> {
    for (;;) {
      const left = await this.context.outbox.left(partitions, ageMs);
      if (left.length === 0) return;
      for (const entry of left) await this.context.publisher.publish(entry.records);
      this.context.outbox.markPublished(left);
      await this.context.outbox.flush();
    }
  }

  private async housekeep(): Promise<void> {
    const partitions = [...this.owned];
    try {
      await this.drain();
      await this.context.outbox.flush();
      await this.publishLeft(partitions, LEFT_BEHIND_MS);
      await this.takeReleased(partitions);
    } catch (error) {
      if (!(error instanceof StoppedError)) this.context.onRetry(error, 1);
    }
  }

  private async takeReleased(partitions: readonly number[]): Promise<void> {
    if (this.parkedKeys.size === 0) return;
    const { parking } = this.context;
    const released = await parking.released(partitions);
    if (released.length > 0) {
      const events = released.map((event) => event.envelope);
      for (const event of events) this.parkedKeys.delete(event.key);
      await this.hand(
        new TurnBatch(events, this.context, this.options.now(), [
          parking.remove(released.map((event) => event.id)),
        ]),
      );
    }
    const still = new Set(await parking.keys(partitions));
    for (const key of this.parkedKeys) if (!still.has(key)) this.parkedKeys.delete(key);
  }
}
