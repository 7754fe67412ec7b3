import type { Logger } from '@nestjs/common';
import type { EventDefinition } from '@parley/contracts';
import type { Database } from '@parley/persistence';
import type { Batch } from '../batch.js';
import type { Envelope } from '../envelope.js';
import type { Erasures } from '../erasure/erasures.js';
import type { EventPublisher } from '../kafka/event-publisher.js';
import { Outbox } from '../outbox/outbox.js';
import type { ConversationIds } from '../wire/conversation-id.js';
import { decodeEvent } from '../wire/decode.js';
import type { IncomingRecord } from '../wire/record.js';
import { pause, persist, persistKnowing, StoppedError } from './backoff.js';
import { deadLetterRecord, type DeadLetter } from './dead-letters.js';
import { keepSetAside } from './failed-spans.js';
import { Inbox } from './inbox.js';
import { loopMetrics } from './loop-metrics.js';
import { Parking } from './parking.js';
import { tellBatch, tellErased, tellLetters, tellPoisoned } from './pipeline-log.js';
import { TurnBatch, type Alongside, type BatchContext } from './turn-batch.js';

export interface PipelineOptions {
  readonly service: string;
  readonly group: string;
  readonly definition: EventDefinition;
  readonly database: Database;
  readonly publisher: EventPublisher;
  readonly conversations: ConversationIds;
  readonly erasures: Erasures;
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
const HANDLER_RETRY_MS = 1000;

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
  private toDrain: readonly number[] = [];
  private working: Promise<void> | undefined;
  private tidying: (() => void)[] = [];

  constructor(private readonly options: PipelineOptions) {
    const { service, group, definition, database, publisher, erasures, logger, stop } = options;
    const consumer = `${group}/${definition.topic}`;
    this.context = {
      service,
      group,
      database,
      publisher,
      erasures,
      stop,
      now: () => options.now(),
      inbox: new Inbox(database, consumer),
      outbox: new Outbox(database, consumer),
      parking: new Parking(database, consumer),
      onErased: (events) => tellErased({ group, definition, logger }, events),
      onRetry: (error, attempt) => {
        loopMetrics.retries.add(1, { 'messaging.consumer.group.name': group });
        const code = (error as { code?: string }).code ?? (error as Error).name;
        logger.warn({ msg: 'held back by infrastructure, trying again in place', consumer, attempt, code });
      },
      onPoisoned: (events, error) => {
        for (const event of events) this.parkedKeys.add(event.key);
        tellPoisoned({ group, definition, logger }, events, error, options.now());
      },
    };
  }

  /** The partitions that are this process's now. */
  get held(): ReadonlySet<number> {
    return this.owned;
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
      this.working ??= this.work();
    });
  }

  /** Housekeeping between batches, also under load: released conversations, rows left behind, rows to forget. */
  tidy(): Promise<void> {
    if (this.context.stop.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      this.tidying.push(resolve);
      this.working ??= this.work();
    });
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
    while (this.waiting.length > 0 || this.tidying.length > 0) {
      const tidying = this.tidying.splice(0);
      if (tidying.length > 0) await this.housekeep();
      for (const resolve of tidying) resolve();
      const turn = this.nextTurn();
      try {
        await this.drain();
        await this.take(turn.flatMap((waiting) => waiting.records));
        for (const waiting of turn) waiting.resolve();
      } catch (error) {
        for (const waiting of turn) waiting.reject(error);
      }
    }
    this.working = undefined; // in the same breath as the look at `waiting`, so that nothing comes in between
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
    if (records.length === 0) return;
    const { definition, group, publisher, erasures, stop } = this.options;
    if (!erasures.isKnown) await persist(() => erasures.refresh(), stop, this.context.onRetry);
    const receivedMs = this.options.now();
    const letters: DeadLetter[] = [];
    const events: Envelope[] = [];
    const parked: Envelope[] = [];
    for (const record of records) {
      const decoded = decodeEvent(definition, record, this.options.conversations);
      if (!decoded.ok) letters.push({ record, reason: decoded.reason, detail: decoded.detail });
      else if (this.parkedKeys.has(decoded.envelope.key) && !erasures.covers(decoded.envelope))
        parked.push(decoded.envelope);
      else events.push(decoded.envelope);
    }
    if (letters.length > 0) {
      const out = letters.map((letter) => deadLetterRecord(letter, group));
      await persist(() => publisher.publish(out), stop, this.context.onRetry);
      tellLetters(this.options, letters, receivedMs);
    }
    if (parked.length > 0) events.push(...(await this.parkBehind(parked, receivedMs)));
    if (events.length > 0) await this.hand(events, receivedMs);
    tellBatch(this.options, records.length, events[0], this.options.now() - receivedMs);
  }

  /** @returns those whose person was forgotten meanwhile: the loop takes them after all */
  private async parkBehind(behind: readonly Envelope[], receivedMs: number): Promise<Envelope[]> {
    const { database, parking, erasures, service } = this.context;
    let parked = behind;
    await persistKnowing(async () => {
      parked = behind.filter((event) => !erasures.covers(event));
      const statement = parking.park(parked, 'BEHIND_PARKED', service, erasures.revision);
      if (parked.length > 0) await database.commit([statement]);
    }, this.context);
    for (const event of parked) keepSetAside(event, this.options.group, receivedMs, 'BEHIND_PARKED');
    return behind.filter((event) => !parked.includes(event));
  }

  /**
   * Hands a batch to the handler until it has run. When the handler itself fails, for reasons that no single
   * conversation explains, nothing may be skipped. (Nest turns what handlers throw into streams, so the batch
   * itself keeps how it ended.)
   */
  private async hand(events: readonly Envelope[], receivedMs: number, alongside?: Alongside): Promise<void> {
    const { stop } = this.context;
    for (let attempt = 1; ; attempt += 1) {
      const batch = new TurnBatch(events, this.context, receivedMs, alongside);
      let failure: unknown = new Error('the handler ended without running its batch');
      await this.options.handle(batch).catch((error: unknown) => (failure = error));
      if (batch.completed) return;
      failure = batch.failure ?? failure;
      if (failure instanceof StoppedError) throw failure;
      this.context.onRetry(failure, attempt);
      await pause(HANDLER_RETRY_MS, stop);
      if (stop.aborted) throw new StoppedError('stopped while a handler kept failing');
    }
  }

  private async drain(): Promise<void> {
    while (this.toDrain.length > 0) {
      const partitions = this.toDrain;
      await persist(
        async () => {
          await this.publishLeft(partitions, 0);
          for (const key of await this.context.parking.keys(partitions)) this.parkedKeys.add(key);
        },
        this.context.stop,
        this.context.onRetry,
      );
      if (this.toDrain === partitions) this.toDrain = []; // else a rebalance came in between
    }
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
      const ids = new Map(released.map(({ id, envelope }) => [envelope, id]));
      for (const { envelope } of released) this.parkedKeys.delete(envelope.key);
      await this.hand([...ids.keys()], this.options.now(), (taken) => [
        parking.remove(taken.map((event) => ids.get(event)!)),
      ]);
    }
    // Also what is left of a conversation that was released, when it is more than one batch.
    const still = await parking.keys(partitions);
    this.parkedKeys.clear();
    for (const key of still) this.parkedKeys.add(key);
  }
}
