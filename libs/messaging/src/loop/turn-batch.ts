import { DatabaseError, type Database, type Statement } from '@parley/persistence';
import type { Batch, Steps } from '../batch.js';
import type { Envelope } from '../envelope.js';
import type { Erasures } from '../erasure/erasures.js';
import type { EventPublisher } from '../kafka/event-publisher.js';
import type { Outbox, OutboxEntry } from '../outbox/outbox.js';
import type { OutgoingRecord } from '../wire/record.js';
import { persist, persistKnowing } from './backoff.js';
import { EventSpans } from './event-spans.js';
import type { Inbox } from './inbox.js';
import { loopMetrics } from './loop-metrics.js';
import type { Parking } from './parking.js';
import { seal } from './seal.js';

/** What a batch needs of the service around it. */
export interface BatchContext {
  readonly service: string;
  readonly group: string;
  readonly database: Database;
  readonly publisher: EventPublisher;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly parking: Parking;
  readonly erasures: Pick<Erasures, 'covers' | 'refresh' | 'revision' | 'isKnown'>;
  readonly now: () => number;
  readonly stop: AbortSignal;
  onRetry(error: unknown, attempt: number): void;
  /** A conversation was set aside because deciding or committing failed for it alone. */
  onPoisoned(events: readonly Envelope[], error: unknown): void;
  /** Events of before their person was forgotten were dropped. */
  onErased(events: readonly Envelope[]): void;
}

/** Statements that belong into the transaction of these events, e.g. removing them from where they were parked. */
export type Alongside = (events: readonly Envelope[]) => readonly Statement[];

/** What the decisions on a batch came to. */
interface Decided<S, R> {
  readonly states: Map<string, S>;
  readonly records: R[];
  readonly entries: OutboxEntry[];
  readonly taken: Envelope[];
  readonly parked: Envelope[];
  readonly erased: Envelope[];
  readonly poisoned: { event: Envelope; error: unknown }[];
  readonly spans: EventSpans[];
}

/**
 * The middle of the one loop: load → decide → commit → publish, for a whole batch at once.
 * - Seen events are dropped; the inbox's primary key fences a former owner of the partition.
 * - Infrastructure errors are waited out in place. A conversation for which deciding or committing fails is
 *   parked, alone, in order.
 */
export class TurnBatch<T> implements Batch<T> {
  /** False until `run` has finished: a handler that never ran it has a bug. */
  completed = false;
  failure: unknown;

  constructor(
    readonly events: readonly Envelope<T>[],
    private readonly context: BatchContext,
    private readonly receivedMs: number,
    private readonly alongside: Alongside = () => [],
  ) {}

  async run<S, R = never>(steps: Steps<T, S, R>): Promise<void> {
    try {
      const { concerns } = steps;
      const concerned = concerns ? this.events.filter((event) => concerns.call(steps, event)) : this.events;
      if (concerned.length > 0) await this.take(steps, concerned);
      if (concerned.length < this.events.length) await this.leave(concerned);
      this.completed = true;
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  /** Takes the events, halving by conversation when the database refuses what one of them wants to keep. */
  private async take<S, R>(steps: Steps<T, S, R>, events: readonly Envelope<T>[]): Promise<void> {
    try {
      await this.commitAndPublish(steps, events);
    } catch (error) {
      if (!(error instanceof DatabaseError) || !error.isAboutValues) throw error;
      const keys = [...new Set(events.map((event) => event.key))];
      if (keys.length <= 1) return this.park(steps, events, error);
      const first = new Set(keys.slice(0, keys.length >> 1));
      const [some, others] = [true, false].map((one) =>
        events.filter((event) => first.has(event.key) === one),
      );
      await this.take(steps, some!);
      await this.take(steps, others!);
    }
  }

  /** What does not concern the service leaves no trace but what belongs alongside. */
  private async leave(concerned: readonly Envelope<T>[]): Promise<void> {
    const taken = new Set(concerned);
    const statements = this.alongside(this.events.filter((event) => !taken.has(event)));
    const { database, stop, onRetry } = this.context;
    if (statements.length > 0) await persist(() => database.commit(statements), stop, onRetry);
  }

  private async commitAndPublish<S, R>(steps: Steps<T, S, R>, events: readonly Envelope<T>[]): Promise<void> {
    const { context } = this;
    let uncertain = false;
    const attempt = async (): Promise<Decided<S, R>> => {
      if (uncertain) await this.publishLeft(events);
      if (uncertain || !context.erasures.isKnown) await context.erasures.refresh();
      uncertain = true;
      return this.commit(steps, events);
    };
    const decided = await persist(attempt, context.stop, context.onRetry);
    const records = decided.entries.flatMap((entry) => entry.records);
    await persist(() => context.publisher.publish(records), context.stop, context.onRetry);
    context.outbox.markPublished(decided.entries);
    loopMetrics.published.add(records.length, { 'messaging.consumer.group.name': context.group });
    for (const spans of decided.spans) spans.end();
  }

  /**
   * A commit whose answer was lost may stand. Then its events will be dropped as seen, so what it left in the
   * outbox goes out here, before anything that follows.
   */
  private async publishLeft(events: readonly Envelope<T>[]): Promise<void> {
    const { outbox, publisher } = this.context;
    const left = await outbox.left([...new Set(events.map((event) => event.origin.partition))], 0);
    for (const entry of left) await publisher.publish(entry.records);
    outbox.markPublished(left);
  }

  /**
   * Load, decide and commit. Nearly every batch is new, so the first attempt takes it for new and leaves it to
   * the inbox's primary key to object; then, or when a decision fails, what was seen before is looked up first.
   */
  private async commit<S, R>(steps: Steps<T, S, R>, events: readonly Envelope<T>[]): Promise<Decided<S, R>> {
    const { context } = this;
    for (let first = true; ; first = false) {
      const decided = await this.decide(steps, events, first);
      if (first && decided.poisoned.length > 0) continue;
      const statements = [...this.alongside(events)];
      const erasures = steps.erases ? null : context.erasures.revision;
      if (decided.taken.length > 0) {
        await steps.prepare?.(decided.records);
        statements.push(
          context.inbox.take(
            decided.taken.map((event) => event.id),
            context.service,
            erasures,
          ),
          ...steps.save(decided.states, decided.records),
        );
      }
      if (decided.parked.length > 0)
        statements.push(context.parking.park(decided.parked, 'HANDLER_BUG', context.service, erasures));
      statements.push(...context.outbox.statements(decided.entries));
      try {
        if (statements.length > 0) {
          await context.database.commit(statements);
          context.outbox.committed();
        }
        for (const { event, error } of decided.poisoned) context.onPoisoned([event], error);
        if (decided.erased.length > 0) context.onErased(decided.erased);
        if (statements.length === 0) return decided;
        steps.committed?.(decided.records);
        return decided;
      } catch (error) {
        if (!(error instanceof DatabaseError) || error.transient) throw error;
        if (!first && error.constraint !== 'inbox_pkey') throw error;
      }
    }
  }

  private async decide<S, R>(
    steps: Steps<T, S, R>,
    events: readonly Envelope<T>[],
    allNew: boolean,
  ): Promise<Decided<S, R>> {
    const { context } = this;
    const keyOf = steps.keyOf ?? ((event: Envelope<T>) => event.key);
    const keys = [...new Set(events.map(keyOf))];
    const [seen, loaded] = await Promise.all([
      allNew ? new Set<string>() : context.inbox.seen(events.map((event) => event.id)),
      steps.load(keys, events),
    ]);
    const states = new Map<string, S>();
    const records: R[] = [];
    const outgoing = new Map<number, OutgoingRecord[]>();
    const taken: Envelope[] = [];
    const parked: Envelope[] = [];
    const erased: Envelope[] = [];
    const spans: EventSpans[] = [];
    const poisoned: { event: Envelope; error: unknown }[] = [];
    const poisonedKeys = new Set<string>();
    const nowMs = context.now();
    let duplicates = 0;

    for (const each of events) {
      if (seen.has(each.id)) {
        duplicates += 1;
        continue;
      }
      const event = context.erasures.covers(each) ? steps.remains?.(each) : each;
      if (event === undefined) {
        erased.push(each);
        continue;
      }
      if (poisonedKeys.has(event.key)) {
        parked.push(event);
        continue;
      }
      const key = keyOf(event);
      try {
        const span = EventSpans.start(event, context.group, events.length, this.receivedMs);
        const seenBy = span ? { ...event, traceparent: span.traceparent } : event;
        const decision = steps.decide(states.get(key) ?? loaded.get(key), seenBy, nowMs);
        const kept = span ?? this.keep(event, decision.kept);
        kept?.describe(decision.attributes, decision.links);
        const sealed = decision.effects.map((effect) => seal(effect, event, context.service, nowMs, kept));
        seen.add(event.id);
        taken.push(event);
        if (decision.state !== undefined) states.set(key, decision.state);
        if (decision.records) for (const record of decision.records) records.push(record);
        if (kept) spans.push(kept);
        const partition = event.origin.partition;
        const records0 = outgoing.get(partition);
        if (records0) records0.push(...sealed);
        else outgoing.set(partition, sealed);
      } catch (error) {
        poisonedKeys.add(event.key);
        parked.push(event);
        poisoned.push({ event, error });
      }
    }
    if (duplicates > 0)
      loopMetrics.duplicates.add(duplicates, { 'messaging.consumer.group.name': context.group });
    const entries = Array.from(outgoing, ([partition, sealed]) => context.outbox.entry(partition, sealed));
    return { states, records, entries, taken, parked, erased, poisoned, spans };
  }

  private keep(event: Envelope, why: string | undefined): EventSpans | undefined {
    if (why === undefined) return undefined;
    const spans = EventSpans.keep(event, this.context.group, this.events.length, this.receivedMs);
    spans.describe({ 'parley.kept': why }, []);
    return spans;
  }

  /** Sets a conversation aside; of a person who was forgotten meanwhile, only what remains. */
  private async park<S, R>(
    steps: Steps<T, S, R>,
    events: readonly Envelope<T>[],
    error: unknown,
  ): Promise<void> {
    const { context } = this;
    const { erasures, parking, service } = context;
    let kept: readonly Envelope[] = [];
    await persistKnowing(async () => {
      kept = events.flatMap((each) => (erasures.covers(each) ? (steps.remains?.(each) ?? []) : each));
      const revision = steps.erases ? null : erasures.revision;
      const parked = kept.length > 0 ? [parking.park(kept, 'HANDLER_BUG', service, revision)] : [];
      await context.database.commit([...this.alongside(events), ...parked]);
    }, context);
    if (kept.length > 0) context.onPoisoned(kept, error);
    const keptIds = new Set(kept.map(({ id }) => id));
    const dropped = events.filter(({ id }) => !keptIds.has(id));
    if (dropped.length > 0) context.onErased(dropped);
  }
}
